package dev.edgeagent.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The tea command in a process of its own, from the classes that the tests run with. */
final class TeaProcess implements AutoCloseable {

  private final Process process;
  private final Path stderr;
  private final BufferedReader out;

  private TeaProcess(Process process, Path stderr) {
    this.process = process;
    this.stderr = stderr;
    this.out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * @param directory the working directory and home
   */
  static TeaProcess start(Path directory, String... args) throws IOException {
    Path stderr = Files.createTempFile(directory, "stderr", "");
    List<String> command = new ArrayList<>(command(args));
    // A shell's background jobs ignore SIGINT, and so would everything that they start.
    command.addAll(0, List.of("env", "--default-signal=INT"));
    var builder = new ProcessBuilder(command);
    builder.directory(directory.toFile()).redirectError(stderr.toFile());
    builder.environment().put("HOME", directory.toString());
    builder.environment().remove("XDG_STATE_HOME");
    return new TeaProcess(builder.start(), stderr);
  }

  static List<String> command(String... args) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Dtea.natives=" + System.getProperty("tea.natives"));
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(List.of(args));
    return command;
  }

  /** Puts text on its stdin. */
  void type(String text) throws IOException {
    process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /** The next line that has the text in it. */
  String awaitLine(String text) throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.contains(text)) {
        return line;
      }
    }
    throw new AssertionError("it ended without '" + text + "': " + err());
  }

  /** So many characters, as soon as they are there; fewer at the end. */
  String readSome(int count) throws IOException {
    char[] chars = new char[count];
    int read = 0;
    for (int n = 0; read < count && n >= 0; n = out.read(chars, read, count - read)) {
      read += n;
    }
    return new String(chars, 0, read);
  }

  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
        .inheritIO()
        .start()
        .waitFor();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Its exit code, 128 and the number for one that a signal has killed. */
  int await() throws IOException, InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("it does not end: " + err());
    }
    return process.exitValue();
  }

  /** Reads no more, as {@code head} does. */
  void closeStdout() throws IOException {
    out.close();
  }

  /** What is left of its stdout. */
  String rest() throws IOException {
    return out.readAllAsString();
  }

  String err() throws IOException {
    return Files.readString(stderr);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
