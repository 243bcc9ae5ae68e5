package dev.edgeagent.cli;

final class LicensesCommand {

  private LicensesCommand() {}

  static int run(Arguments arguments, Context context) {
    return Main.FAILED;
  }
}
