package dev.edgeagent.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * The process around a command: its streams and variables, or a test's.
 *
 * @param out takes what the command is asked for, and nothing else
 * @param err takes everything else
 * @param environment the process's variables
 * @param terminal whether {@code err} is a terminal
 */
record Context(
    PrintStream out,
    PrintStream err,
    InputStream in,
    Map<String, String> environment,
    BooleanSupplier terminal) {

  String variable(String name) {
    return environment.getOrDefault(name, "");
  }

  /** The user's home directory. */
  String home() {
    return environment.getOrDefault("HOME", System.getProperty("user.home"));
  }
}
