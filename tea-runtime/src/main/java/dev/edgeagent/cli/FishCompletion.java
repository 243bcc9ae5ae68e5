package dev.edgeagent.cli;

import java.util.List;

/** Completions for fish from 3.0 on. */
final class FishCompletion {

  private static final String HEAD =
      """
      # Completions of tea for fish: tea completion fish | source
      function __tea_command
          set -l words (commandline -opc)
          test (count $words) -gt 1; and test $words[2] = $argv[1]
      end
      function __tea_no_command
          test (count (commandline -opc)) -eq 1
      end
      complete -c tea -f
      """;

  private FishCompletion() {}

  static String script(List<Command> commands) {
    var script = new StringBuilder(HEAD);
    for (String flag : CompletionCommand.FLAGS) {
      script.append("complete -c tea -n __tea_no_command -a ").append(flag).append('\n');
    }
    for (Command command : commands) {
      script
          .append("complete -c tea -n __tea_no_command -a ")
          .append(command.name())
          .append(" -d ")
          .append(quoted(command.summary()))
          .append('\n');
    }
    for (Command command : commands) {
      String when = "complete -c tea -n '__tea_command " + command.name() + "'";
      for (CommandOption option : command.options()) {
        script.append(when);
        if (!option.letter().isEmpty()) {
          script.append(" -s ").append(option.letter());
        }
        script.append(" -l ").append(option.name());
        if (option.takesValue()) {
          script.append(" -x").append(values(option.values()));
        }
        script.append(" -d ").append(quoted(option.description())).append('\n');
      }
      String operand = values(command.operandValues());
      if (!operand.isEmpty()) {
        script.append(when).append(" -k").append(operand).append('\n');
      }
    }
    return script.toString();
  }

  private static String values(Completion values) {
    return switch (values) {
      case Completion.Words(var words) ->
          words.isEmpty() ? "" : " -a " + quoted(String.join(" ", words));
      case Completion.Files(var extensions) ->
          " -a '("
              + (extensions.isEmpty()
                  ? "__fish_complete_path"
                  : "__fish_complete_suffix ."
                      + String.join("; __fish_complete_suffix .", extensions))
              + ")'";
      case Completion.Directories() -> " -a '(__fish_complete_directories)'";
    };
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
