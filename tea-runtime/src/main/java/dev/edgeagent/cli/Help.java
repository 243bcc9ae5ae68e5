package dev.edgeagent.cli;

import java.util.Objects;

/** What {@code --help} prints, made from the tables of the commands. */
final class Help {

  private static final int SUMMARY_COLUMN = 14;
  private static final int DESCRIPTION_COLUMN = 34;

  private Help() {}

  /** {@code tea --help}. */
  static String ofTea() {
    var text = new StringBuilder();
    text.append(
        """
        tea runs workflows written in YAML: nodes that ask a language model, call
        actions or compute, each one's result going into a common state. The model is
        part of this program or a file; nothing leaves this machine unless you say so.

        Examples:
          tea run chat.yaml --input '{"question": "What is 2+2?"}'
          tea validate chat.yaml
          tea chat

        Commands:
        """);
    for (String name : Commands.NAMES) {
      row(text, "  " + name, SUMMARY_COLUMN, command(name).summary());
    }
    text.append(
        """

        tea COMMAND --help explains a command. Further: --version (-V), --impl, --help.
        Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted.
        """);
    return text.toString();
  }

  /** {@code tea run --help}. */
  static String of(Command command) {
    var text = new StringBuilder();
    text.append("tea ").append(command.name()).append(": ").append(command.summary());
    text.append("\n\nUsage: ").append(command.usage()).append('\n');
    for (CommandOption.Group group : CommandOption.Group.values()) {
      boolean first = true;
      for (CommandOption option : command.options()) {
        if (option.group() == group) {
          text.append(first ? "\n" + group.title() + ":\n" : "");
          row(text, synopsis(option), DESCRIPTION_COLUMN, option.description());
          first = false;
        }
      }
    }
    if (!command.details().isEmpty()) {
      text.append('\n').append(command.details());
    }
    if (!command.examples().isEmpty()) {
      text.append(command.examples().size() == 1 ? "\nExample:\n" : "\nExamples:\n");
      command.examples().forEach(example -> text.append("  ").append(example).append('\n'));
    }
    return text.toString();
  }

  static Command command(String name) {
    return Objects.requireNonNull(Commands.named(name), name);
  }

  /** {@code " -i, --input JSON|@FILE|-"}. */
  private static String synopsis(CommandOption option) {
    String letter = option.letter().isEmpty() ? "      " : "  -" + option.letter() + ", ";
    return letter + "--" + option.name() + (option.takesValue() ? " " + option.argument() : "");
  }

  private static void row(StringBuilder text, String left, int column, String right) {
    text.append(left).repeat(' ', Math.max(2, column - left.length())).append(right).append('\n');
  }
}
