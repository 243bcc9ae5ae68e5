package dev.edgeagent.cli;

import dev.edgeagent.workflow.NearestName;
import java.util.List;

/** {@code tea completion}: a script that teaches a shell the commands and options of tea. */
final class CompletionCommand {

  /** What comes before any command. */
  static final List<String> FLAGS = List.of("--help", "-h", "--version", "-V", "--impl");

  private CompletionCommand() {}

  static int run(Arguments arguments, Context context) throws UsageException {
    String shell = arguments.operand();
    String script =
        switch (shell) {
          case "bash" -> BashCompletion.script(commands());
          case "zsh" -> ZshCompletion.script(commands());
          case "fish" -> FishCompletion.script(commands());
          default ->
              throw new UsageException(
                  "there are no completions for '" + shell + "'",
                  NearestName.fix(shell, Commands.SHELLS));
        };
    context.out().print(script);
    return Main.DONE;
  }

  private static List<Command> commands() {
    return Commands.NAMES.stream().map(Help::command).toList();
  }
}
