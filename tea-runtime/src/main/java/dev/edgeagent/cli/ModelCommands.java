package dev.edgeagent.cli;

import static dev.edgeagent.cli.CommandOption.Group.INPUT;
import static dev.edgeagent.cli.CommandOption.Group.MODEL;
import static dev.edgeagent.cli.CommandOption.Group.OUTPUT;

import java.util.ArrayList;
import java.util.List;

/** The tables of the commands that are about the model and the program, not about workflows. */
final class ModelCommands {

  static final List<String> REPORT_FORMATS = List.of("text", "json");

  static final List<String> EMBED_FORMATS = List.of("jsonl", "json");

  /** What {@code tea model} can do. */
  static final List<String> MODEL_WORDS = List.of("info", "list");

  private ModelCommands() {}

  static Command chat() {
    List<CommandOption> options = new ArrayList<>();
    options.add(value(INPUT, "system", "TEXT|@FILE", "what the model is told first"));
    options.add(CommandOption.flag(INPUT, "", "no-history", "keep nothing of what is typed"));
    options.addAll(ModelOptions.choice());
    options.addAll(ModelOptions.sampling());
    options.addAll(ModelOptions.computing());
    options.add(ModelOptions.chatTemplate());
    options.addAll(ModelOptions.talk());
    return new Command(
        "chat",
        "",
        Completion.NONE,
        "talk with the model",
        """
        /help lists the commands of the conversation; Ctrl-C stops an answer, Ctrl-D
        ends. What is typed at a terminal is kept for the arrow keys, in
        ~/.local/state/tea/chat-history. From a pipe each line is a message, and only
        the answers go to stdout.
        """,
        List.of("tea chat --system 'Answer in one sentence.'", "tea chat < questions.txt"),
        options);
  }

  static Command embed() {
    List<CommandOption> options = new ArrayList<>();
    options.add(format(EMBED_FORMATS, "one object a line, or all in one"));
    options.addAll(ModelOptions.choice());
    options.addAll(ModelOptions.computing());
    options.addAll(ModelOptions.talk());
    return new Command(
        "embed",
        "[TEXT|@FILE|-]...",
        Completion.NONE,
        "turn texts into vectors that can be compared",
        """
        Each TEXT is one text, and so is each line of @FILE and of stdin (-), which is
        read if none is given. Vectors have length 1: their dot product tells how
        similar two texts are.
        """,
        List.of("tea embed 'a cat' 'a kitten'", "tea embed @sentences.txt > vectors.jsonl"),
        options);
  }

  static Command model() {
    return new Command(
        "model",
        "info [FILE]|list",
        new Completion.Words(MODEL_WORDS),
        "show which model is taken, and what it needs",
        """
        info  what the GGUF file says of itself, and the memory that it takes
        list  where models are looked for, in this order, and what is there
        """,
        List.of("tea model info", "tea model info ~/models/gemma.gguf --format json"),
        List.of(format(REPORT_FORMATS, "how"), ModelOptions.gguf(), RunOptions.HELP));
  }

  static Command doctor() {
    return new Command(
        "doctor",
        "",
        Completion.NONE,
        "check whether tea can work on this machine",
        """
        Looks at the processor, libraries, memory, directories and the model; never at
        the network. Exits with 1 if something would fail.
        """,
        List.of("tea doctor", "tea doctor --load"),
        List.of(
            CommandOption.flag(MODEL, "", "load", "also load the model and make one token"),
            ModelOptions.gguf(),
            format(REPORT_FORMATS, "how"),
            RunOptions.HELP));
  }

  static Command licenses() {
    return new Command(
        "licenses",
        "[NAME]",
        Completion.NONE,
        "show the licences of the model and the software",
        "",
        List.of("tea licenses", "tea licenses llama.cpp", "tea licenses --all | less"),
        List.of(
            CommandOption.flag(OUTPUT, "", "all", "all texts, the model's first"),
            RunOptions.HELP));
  }

  private static CommandOption format(List<String> words, String description) {
    return CommandOption.value(
        OUTPUT,
        "f",
        "format",
        String.join("|", words),
        description + " (" + words.getFirst() + ")",
        new Completion.Words(words));
  }

  private static CommandOption value(
      CommandOption.Group group, String name, String argument, String description) {
    return CommandOption.value(group, "", name, argument, description, Completion.NONE);
  }
}
