package dev.edgeagent.cli;

import static dev.edgeagent.cli.CommandOption.Group.OUTPUT;

import dev.edgeagent.workflow.NearestName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands of tea; each table is made when it is asked for. */
final class Commands {

  /** In the order of the help. */
  static final List<String> NAMES =
      List.of(
          "run",
          "resume",
          "validate",
          "inspect",
          "actions",
          "chat",
          "embed",
          "serve",
          "model",
          "doctor",
          "licenses",
          "completion",
          "help");

  static final List<String> FORMATS = List.of("text", "json", "dot", "mermaid");

  static final List<String> SHELLS = List.of("bash", "zsh", "fish");

  private Commands() {}

  /** Null if there is no such command. */
  static @Nullable Command named(String name) {
    return switch (name) {
      case "run" -> run();
      case "resume" -> resume();
      case "validate" -> validate();
      case "inspect" -> inspect();
      case "actions" -> actions();
      case "chat" -> ModelCommands.chat();
      case "embed" -> ModelCommands.embed();
      case "model" -> ModelCommands.model();
      case "doctor" -> ModelCommands.doctor();
      case "licenses" -> ModelCommands.licenses();
      case "serve" -> ServeOptions.command();
      case "completion" -> completion();
      case "help" -> help();
      default -> null;
    };
  }

  /**
   * @throws UsageException that says what was probably meant
   */
  static Command known(String name) throws UsageException {
    Command command = named(name);
    if (command != null) {
      return command;
    }
    if (name.endsWith(".yaml") || name.endsWith(".yml")) {
      throw new UsageException(
          "'" + name + "' is not a command", "tea run " + ShellWords.quoted(name));
    }
    boolean option = name.startsWith("-");
    throw new UsageException(
        "there is no " + (option ? "option" : "command") + " '" + name + "'",
        NearestName.of(name, option ? CompletionCommand.FLAGS : NAMES)
            .map(nearest -> "did you mean 'tea " + nearest + "'?")
            .orElse("tea --help lists what there is"));
  }

  private static Command run() {
    return new Command(
        "run",
        "FILE.yaml",
        Completion.WORKFLOWS,
        "run a workflow, print its final state as JSON",
        """
        The state goes to stdout; warnings, progress and errors go to stderr.

        The model is the first of: --gguf, $TEA_MODEL_PATH, a node's model_path,
        settings.llm.model_path, the one in the AppImage, the one in
        ~/.cache/tea/models. Of several in a directory, $TEA_MODEL names one.
        """,
        List.of(
            "tea run chat.yaml --input '{\"question\": \"What is 2+2?\"}'",
            "tea run chat.yaml --input @question.yaml --output answer.json",
            "tea run long.yaml --checkpoint-dir checkpoints"),
        RunOptions.ofRun());
  }

  private static Command resume() {
    return new Command(
        "resume",
        "CHECKPOINT",
        new Completion.Files(List.of("json")),
        "continue a run that was interrupted",
        """
        Overlays and secrets are not in a checkpoint: give them again.
        """,
        List.of("tea resume checkpoints/long-20261120-090000-4711.checkpoint.json"),
        RunOptions.ofResume());
  }

  private static Command validate() {
    return new Command(
        "validate",
        "FILE.yaml...",
        Completion.WORKFLOWS,
        "check workflows without running them",
        "",
        List.of("tea validate --strict *.yaml"),
        List.of(
            RunOptions.overlay("f"),
            CommandOption.flag(OUTPUT, "", "detailed", "what was found in each workflow"),
            RunOptions.actions(),
            RunOptions.strict(),
            RunOptions.HELP));
  }

  private static Command inspect() {
    return new Command(
        "inspect",
        "FILE.yaml",
        Completion.WORKFLOWS,
        "show a workflow's nodes and edges",
        "",
        List.of("tea inspect chat.yaml -f dot | dot -Tsvg > chat.svg"),
        List.of(
            RunOptions.overlay(""),
            CommandOption.value(
                OUTPUT,
                "f",
                "format",
                String.join("|", FORMATS),
                "how (text)",
                new Completion.Words(FORMATS)),
            RunOptions.actions(),
            RunOptions.HELP));
  }

  private static Command actions() {
    return new Command(
        "actions",
        "[NAME]",
        Completion.NONE,
        "list what nodes can do, with all parameters",
        "",
        List.of("tea actions", "tea actions llm.chat"),
        List.of(
            CommandOption.flag(OUTPUT, "", "json", "as JSON"),
            RunOptions.actions(),
            RunOptions.HELP));
  }

  private static Command completion() {
    return new Command(
        "completion",
        "bash|zsh|fish",
        new Completion.Words(SHELLS),
        "print a shell's completions for tea",
        """
        Once for ever:
          bash  eval "$(tea completion bash)"       in ~/.bashrc
          zsh   source <(tea completion zsh)        in ~/.zshrc, after compinit
          fish  tea completion fish > ~/.config/fish/completions/tea.fish
        """,
        List.of(),
        List.of(RunOptions.HELP));
  }

  private static Command help() {
    return new Command(
        "help",
        "[COMMAND]",
        new Completion.Words(NAMES),
        "explain a command",
        "",
        List.of("tea help run"),
        List.of(RunOptions.HELP));
  }
}
