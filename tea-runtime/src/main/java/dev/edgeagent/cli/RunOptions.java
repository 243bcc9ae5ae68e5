package dev.edgeagent.cli;

import static dev.edgeagent.cli.CommandOption.Group.INPUT;
import static dev.edgeagent.cli.CommandOption.Group.MODEL;
import static dev.edgeagent.cli.CommandOption.Group.OTHER;
import static dev.edgeagent.cli.CommandOption.Group.OUTPUT;
import static dev.edgeagent.cli.CommandOption.Group.SAFETY;
import static dev.edgeagent.cli.CommandOption.Group.STOPPING;

import java.util.ArrayList;
import java.util.List;

/** The options of the commands that run workflows, and those that several commands share. */
final class RunOptions {

  static final List<String> BACKENDS = List.of("local", "api", "auto");

  static final CommandOption HELP = CommandOption.flag(OTHER, "h", "help", "this text");

  private RunOptions() {}

  static List<CommandOption> ofRun() {
    List<CommandOption> options = new ArrayList<>();
    options.add(input("the first state: an object of keys and values"));
    addShared(options);
    return options;
  }

  static List<CommandOption> ofResume() {
    List<CommandOption> options = new ArrayList<>();
    options.add(input("laid over the checkpoint's state"));
    options.add(
        CommandOption.value(
            INPUT,
            "",
            "workflow",
            "FILE",
            "the workflow, if it is elsewhere by now",
            Completion.WORKFLOWS));
    addShared(options);
    return options;
  }

  static CommandOption overlay(String letter) {
    return CommandOption.value(
            INPUT,
            letter,
            "overlay",
            "FILE",
            "YAML laid over the workflow (repeatable)",
            Completion.WORKFLOWS)
        .repeated();
  }

  static CommandOption actions() {
    return CommandOption.value(
            SAFETY,
            "",
            "actions",
            "DIR",
            "JARs with further actions (repeatable)",
            Completion.DIRECTORIES)
        .repeated();
  }

  static CommandOption strict() {
    return CommandOption.flag(SAFETY, "", "strict", "warnings about the workflow are errors");
  }

  private static CommandOption input(String description) {
    return CommandOption.value(INPUT, "i", "input", "JSON|@FILE|-", description, Completion.NONE);
  }

  private static void addShared(List<CommandOption> options) {
    options.addAll(
        List.of(
            CommandOption.value(
                INPUT,
                "",
                "secrets",
                "JSON|@FILE|-",
                "{{ secrets.x }} in templates",
                Completion.NONE),
            CommandOption.value(
                INPUT,
                "",
                "secrets-env",
                "PREFIX",
                "secrets from variables: PREFIX_X is x",
                Completion.NONE),
            overlay("f"),
            CommandOption.value(
                MODEL,
                "",
                "backend",
                String.join("|", BACKENDS),
                "who answers, whatever the workflow says",
                new Completion.Words(BACKENDS)),
            CommandOption.value(
                MODEL,
                "",
                "gguf",
                "FILE",
                "the model, whatever else says which one",
                new Completion.Files(List.of("gguf"))),
            CommandOption.flag(OUTPUT, "s", "stream", "events as they happen, one JSON a line"),
            CommandOption.value(
                OUTPUT,
                "o",
                "output",
                "FILE",
                "the final state goes there, not to stdout",
                Completion.ANY_FILE),
            CommandOption.flag(OUTPUT, "q", "quiet", "no warnings, no progress"),
            CommandOption.flag(OUTPUT, "v", "verbose", "the log of the model's engine on stderr"),
            CommandOption.value(
                OUTPUT,
                "",
                "trace-file",
                "FILE",
                "time of each node, one JSON a line",
                Completion.ANY_FILE),
            CommandOption.flag(SAFETY, "", "offline", "the workflow must not use the network"),
            CommandOption.flag(SAFETY, "", "allow-shell", "the workflow may run programs"),
            CommandOption.value(
                    SAFETY,
                    "",
                    "allow-path",
                    "DIR",
                    "files it may use beside its own (repeatable)",
                    Completion.DIRECTORIES)
                .repeated(),
            actions(),
            strict(),
            CommandOption.value(
                STOPPING,
                "",
                "max-iterations",
                "N",
                "how often one node may run (1000)",
                Completion.NONE),
            CommandOption.value(
                STOPPING, "", "timeout", "SECONDS", "the longest run", Completion.NONE),
            CommandOption.value(
                STOPPING,
                "c",
                "checkpoint-dir",
                "DIR",
                "keep a file there to resume from",
                Completion.DIRECTORIES),
            CommandOption.value(
                STOPPING,
                "",
                "interrupt-before",
                "NODES",
                "stop before these: a,b",
                Completion.NONE),
            CommandOption.value(
                STOPPING, "", "interrupt-after", "NODES", "stop after these: a,b", Completion.NONE),
            CommandOption.value(
                    STOPPING,
                    "",
                    "fail-on-state",
                    "KEY=VALUE",
                    "exit 1 if it ends so (repeatable)",
                    Completion.NONE)
                .repeated(),
            HELP));
  }
}
