package dev.edgeagent.cli;

/**
 * An option of a command: all that the parser, the help and the completions know of it.
 *
 * @param letter empty if it has none
 * @param name without the dashes
 * @param argument what the help calls its value; empty if it takes none
 * @param repeatable whether it may be given several times
 * @param values what shells offer for its value
 */
record CommandOption(
    String letter,
    String name,
    String argument,
    Group group,
    String description,
    boolean repeatable,
    Completion values) {

  /** The parts of the help, in its order. */
  enum Group {
    INPUT("Input"),
    MODEL("Model"),
    SERVER("Server"),
    OUTPUT("Output"),
    SAFETY("Safety"),
    STOPPING("Stopping and resuming"),
    OTHER("Other");

    private final String title;

    Group(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  /** One without a value. */
  static CommandOption flag(Group group, String letter, String name, String description) {
    return new CommandOption(letter, name, "", group, description, false, Completion.NONE);
  }

  static CommandOption value(
      Group group,
      String letter,
      String name,
      String argument,
      String description,
      Completion values) {
    return new CommandOption(letter, name, argument, group, description, false, values);
  }

  /** The same, which may be given several times. */
  CommandOption repeated() {
    return new CommandOption(letter, name, argument, group, description, true, values);
  }

  boolean takesValue() {
    return !argument.isEmpty();
  }
}
