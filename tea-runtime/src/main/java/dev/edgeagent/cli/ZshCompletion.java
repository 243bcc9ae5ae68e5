package dev.edgeagent.cli;

import java.util.List;

/** Completions for zsh; the script is to be sourced, or a file {@code _tea} in {@code fpath}. */
final class ZshCompletion {

  private ZshCompletion() {}

  static String script(List<Command> commands) {
    var script = new StringBuilder();
    script.append(
        """
        #compdef tea
        # Completions of tea for zsh: source <(tea completion zsh)
        _tea() {
          local curcontext="$curcontext"
          local -a commands
          if (( CURRENT == 2 )); then
            commands=(
        """);
    for (Command command : commands) {
      String entry = command.name() + ":" + command.summary();
      script.append("      ").append(quoted(entry)).append('\n');
    }
    script.append("    )\n    _describe command commands\n    compadd --");
    CompletionCommand.FLAGS.forEach(flag -> script.append(' ').append(flag));
    script.append(
        """

            return
          fi
          shift words
          (( CURRENT-- ))
          case $words[1] in
        """);
    for (Command command : commands) {
      script.append("    ").append(command.name()).append(") _arguments -s -S");
      command.options().forEach(option -> append(script, option));
      if (!command.operand().isEmpty()) {
        script
            .append(" \\\n      ")
            .append(
                quoted("*:" + escaped(command.operand()) + ":" + action(command.operandValues())));
      }
      script.append(" ;;\n");
    }
    script.append(
        """
          esac
        }
        if [[ $funcstack[1] == _tea ]]; then _tea "$@"; else compdef _tea tea; fi
        """);
    return script.toString();
  }

  private static void append(StringBuilder script, CommandOption option) {
    String letter = "-" + option.letter();
    String name = "--" + option.name();
    boolean both = !option.letter().isEmpty();
    String exclusive = option.repeatable() ? "*" : both ? "(" + letter + " " + name + ")" : "";
    String rest =
        "["
            + escaped(option.description())
            + "]"
            + (option.takesValue()
                ? ":" + escaped(option.argument()) + ":" + action(option.values())
                : "");
    boolean value = option.takesValue();
    if (both) {
      script.append(" \\\n      ").append(quoted(exclusive + letter + (value ? "+" : "") + rest));
    }
    script.append(" \\\n      ").append(quoted(exclusive + name + (value ? "=" : "") + rest));
  }

  private static String action(Completion values) {
    return switch (values) {
      case Completion.Words(var words) ->
          words.isEmpty() ? " " : "(" + String.join(" ", words) + ")";
      case Completion.Files(var extensions) ->
          extensions.isEmpty()
              ? "_files"
              : "_files -g \"*.(" + String.join("|", extensions) + ")\"";
      case Completion.Directories() -> "_directories";
    };
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]").replace(":", "\\:");
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
