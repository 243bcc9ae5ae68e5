package dev.edgeagent.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether somebody watches. */
final class Terminal {

  private static final Path STDERR = Path.of("/proc/self/fd/2");

  private Terminal() {}

  /** Whether this process's stderr is a terminal; elsewhere than on Linux, whether it has one. */
  @SuppressWarnings("SystemConsoleNull") // from JDK 25 on it is null again where there is none
  static boolean isStderr() {
    if (Files.isSymbolicLink(STDERR)) {
      try {
        String device = Files.readSymbolicLink(STDERR).toString();
        return device.startsWith("/dev/pts/")
            || device.startsWith("/dev/tty")
            || device.equals("/dev/console");
      } catch (IOException e) { // nobody can be told: then nobody is
        return false;
      }
    }
    Console console = System.console();
    return console != null && console.isTerminal();
  }
}
