package dev.edgeagent.cli;

final class DoctorCommand {

  private DoctorCommand() {}

  static int run(Arguments arguments, Context context) {
    return Main.FAILED;
  }
}
