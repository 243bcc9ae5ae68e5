package dev.edgeagent.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The tea command on a terminal that {@code script} of util-linux makes, with somebody typing. */
final class PseudoTerminal implements AutoCloseable {

  private final Process process;
  private final Reader screen;
  private final StringBuilder seen = new StringBuilder();

  private PseudoTerminal(Process process) {
    this.process = process;
    InputStream stdout = process.getInputStream();
    this.screen = new InputStreamReader(stdout, StandardCharsets.UTF_8);
  }

  /**
   * @param home the working directory and home
   */
  static PseudoTerminal start(Path home, String... args) throws IOException {
    String tea =
        TeaProcess.command(args).stream().map(ShellWords::quoted).collect(Collectors.joining(" "));
    var builder =
        new ProcessBuilder(
            List.of(
                "env",
                "--default-signal=INT",
                "script",
                "-qec",
                "stty cols 80 rows 24; exec " + tea,
                "/dev/null"));
    builder.directory(home.toFile()).redirectErrorStream(true);
    builder.environment().put("HOME", home.toString());
    builder.environment().put("TERM", "xterm");
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().remove("XDG_STATE_HOME");
    return new PseudoTerminal(builder.start());
  }

  void type(String keys) throws IOException {
    process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /** Waits until the text appears; returns all that appeared since the last time, up to it. */
  String await(String text) throws IOException {
    int from = 0;
    while (seen.indexOf(text, from) < 0) {
      int c = screen.read();
      if (c < 0) {
        throw new AssertionError("it ended without '" + text + "': " + seen);
      }
      seen.append((char) c);
      from = Math.max(0, seen.length() - text.length());
    }
    String all = seen.toString();
    seen.setLength(0);
    return all;
  }

  /** Its exit code, after what is left on its screen is read. */
  int await() throws IOException, InterruptedException {
    String ignored = screen.readAllAsString();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("it does not end");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
