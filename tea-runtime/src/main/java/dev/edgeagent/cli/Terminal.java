package dev.edgeagent.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether somebody watches. */
final class Terminal {

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  private Terminal() {}

  /** Whether this process's stderr is a terminal; elsewhere than on Linux, whether it has one. */
  static boolean isStderr() {
    return isTerminal("2");
  }

  /** The same of stdin and stdout. */
  static boolean isConversation() {
    return isTerminal("0") && isTerminal("1");
  }

  @SuppressWarnings("SystemConsoleNull") // from JDK 25 on it is null again where there is none
  private static boolean isTerminal(String descriptor) {
    Path link = DESCRIPTORS.resolve(descriptor);
    if (Files.isSymbolicLink(link)) {
      try {
        String device = Files.readSymbolicLink(link).toString();
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
