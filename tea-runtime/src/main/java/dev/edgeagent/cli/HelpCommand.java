package dev.edgeagent.cli;

/** {@code tea help}. */
final class HelpCommand {

  private HelpCommand() {}

  static int run(Arguments arguments, Context context) throws UsageException {
    String name = arguments.optionalOperand().orElse("");
    context.out().print(name.isEmpty() ? Help.ofTea() : Help.of(Commands.known(name)));
    return Main.DONE;
  }
}
