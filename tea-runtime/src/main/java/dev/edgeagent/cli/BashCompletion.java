package dev.edgeagent.cli;

import java.util.List;

/** Completions for bash from 3.2 on, without the package bash-completion. */
final class BashCompletion {

  private static final String HEAD =
      """
      # Completions of tea for bash: eval "$(tea completion bash)"
      _tea_words() {
        COMPREPLY=($(compgen -W "$1" -- "$cur"))
      }
      _tea_directories() {
        local name
        compopt -o filenames 2>/dev/null
        while IFS= read -r name; do COMPREPLY+=("$name"); done < <(compgen -d -- "$cur")
      }
      # Directories, and files that end in one of the extensions; all files if there are none.
      _tea_files() {
        local name extension
        compopt -o filenames 2>/dev/null
        while IFS= read -r name; do
          if [[ $# -eq 0 || -d $name ]]; then COMPREPLY+=("$name"); continue; fi
          for extension in "$@"; do
            if [[ $name == *."$extension" ]]; then COMPREPLY+=("$name"); fi
          done
        done < <(compgen -f -- "$cur")
      }
      _tea() {
        local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}
        COMPREPLY=()
        if [[ $cur == = ]]; then cur=
        elif [[ $prev == = ]]; then prev=${COMP_WORDS[COMP_CWORD-2]}
        fi
      """;

  private BashCompletion() {}

  static String script(List<Command> commands) {
    var script = new StringBuilder(HEAD);
    script
        .append("  if ((COMP_CWORD == 1)); then _tea_words \"")
        .append(String.join(" ", Commands.NAMES))
        .append(' ')
        .append(String.join(" ", CompletionCommand.FLAGS))
        .append("\"; return; fi\n  case ${COMP_WORDS[1]}:$prev in\n");
    for (Command command : commands) {
      for (CommandOption option : command.options()) {
        if (option.takesValue()) {
          script
              .append("    ")
              .append(pattern(command, option))
              .append(") ")
              .append(action(option.values()))
              .append("; return ;;\n");
        }
      }
    }
    script.append("  esac\n  case ${COMP_WORDS[1]}:$cur in\n");
    for (Command command : commands) {
      script.append("    ").append(command.name()).append(":-*) _tea_words \"");
      command.options().forEach(option -> script.append(names(option)));
      script.deleteCharAt(script.length() - 1).append("\" ;;\n    ").append(command.name());
      script.append(":*) ").append(action(command.operandValues())).append(" ;;\n");
    }
    return script.append("  esac\n}\ncomplete -F _tea tea\n").toString();
  }

  private static String pattern(Command command, CommandOption option) {
    String letter = option.letter().isEmpty() ? "" : command.name() + ":-" + option.letter() + "|";
    return letter + command.name() + ":--" + option.name();
  }

  private static String names(CommandOption option) {
    String letter = option.letter().isEmpty() ? "" : "-" + option.letter() + " ";
    return letter + "--" + option.name() + " ";
  }

  private static String action(Completion values) {
    return switch (values) {
      case Completion.Words(var words) ->
          words.isEmpty() ? ":" : "_tea_words \"" + String.join(" ", words) + "\"";
      case Completion.Files(var extensions) ->
          ("_tea_files " + String.join(" ", extensions)).strip();
      case Completion.Directories() -> "_tea_directories";
    };
  }
}
