package dev.edgeagent.cli;

final class ModelCommand {

  private ModelCommand() {}

  static int run(Arguments arguments, Context context) {
    return Main.FAILED;
  }
}
