package dev.edgeagent.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * The process around a command: its streams and variables, or a test's.
 *
 * @param out takes what the command is asked for, and nothing else
 * @param err takes everything else
 * @param environment the process's variables
 * @param terminal whether {@code err} is a terminal
 * @param conversation whether {@code in} and {@code out} are a terminal, with somebody at it
 */
record Context(
    PrintStream out,
    PrintStream err,
    InputStream in,
    Map<String, String> environment,
    BooleanSupplier terminal,
    BooleanSupplier conversation) {

  String variable(String name) {
    return environment.getOrDefault(name, "");
  }

  /** The user's home directory. */
  String home() {
    return environment.getOrDefault("HOME", System.getProperty("user.home"));
  }

  /** For what is kept, as the XDG Base Directory Specification says: a relative path counts not. */
  Path stateHome() {
    return xdg("XDG_STATE_HOME", Path.of(home(), ".local", "state"));
  }

  /** For what can be made again; as {@link #stateHome}. */
  Path cacheHome() {
    return xdg("XDG_CACHE_HOME", Path.of(home(), ".cache"));
  }

  private Path xdg(String name, Path otherwise) {
    String given = variable(name);
    return given.startsWith("/") ? Path.of(given) : otherwise;
  }

  /** A terminal without colours, and without lines that can be erased. */
  boolean isDumb() {
    String terminal = variable("TERM");
    return terminal.isEmpty() || terminal.equals("dumb");
  }
}
