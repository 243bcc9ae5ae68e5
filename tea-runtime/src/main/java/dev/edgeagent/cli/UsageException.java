package dev.edgeagent.cli;

/** The command line cannot be understood: exit code 2. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1;

  private final String fix;

  UsageException(String what, String fix) {
    super(what);
    this.fix = fix;
  }

  String fix() {
    return fix;
  }
}
