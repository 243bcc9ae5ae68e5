package dev.edgeagent.process;

import dev.edgeagent.BuildFailure;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of an external tool, described and then started with {@link #output} or {@link #execute}.
 * The tool reads nothing from this process (its standard input is empty), and its two output
 * streams are read as one.
 */
public final class ToolRun {
  private static final Logger log = LoggerFactory.getLogger(ToolRun.class);
  private static final int TAIL_LINES = 15;

  private final ExternalTool tool;
  private final List<String> arguments = new ArrayList<>();
  private final Map<String, Optional<String>> environment = new LinkedHashMap<>();
  private Path directory = Path.of("").toAbsolutePath();
  private Duration timeout = Duration.ofMinutes(10);

  ToolRun(ExternalTool tool) {
    this.tool = tool;
  }

  /** Adds arguments. */
  public ToolRun with(String... more) {
    return with(Arrays.asList(more));
  }

  /** Adds arguments. */
  public ToolRun with(Collection<String> more) {
    arguments.addAll(more);
    return this;
  }

  /** Sets the working directory; this process's own by default. */
  public ToolRun in(Path workingDirectory) {
    directory = workingDirectory;
    return this;
  }

  /** Sets a variable of the tool's environment, which is otherwise this process's own. */
  public ToolRun environment(String name, String value) {
    environment.put(name, Optional.of(value));
    return this;
  }

  /** Hides all variables of this process from the tool. */
  public ToolRun emptyEnvironment() {
    return withoutEnvironment(System.getenv().keySet().toArray(String[]::new));
  }

  /** Hides variables of this process from the tool. */
  public ToolRun withoutEnvironment(String... names) {
    for (String name : names) {
      environment.put(name, Optional.empty());
    }
    return this;
  }

  /** Sets the time after which the tool is killed; ten minutes by default. */
  public ToolRun timeout(Duration limit) {
    timeout = limit;
    return this;
  }

  /**
   * Runs the tool and checks that it succeeds.
   *
   * @throws BuildFailure when it exits with anything but 0, or not in time; the message has its
   *     last lines
   * @throws IOException when it cannot be started
   */
  public void execute() throws BuildFailure, IOException {
    output();
  }

  /** As {@link #execute}; returns the lines that the tool printed. */
  public List<String> output() throws BuildFailure, IOException {
    List<String> command = new ArrayList<>();
    command.add(tool.executable().toString());
    command.addAll(arguments);
    log.debug("in {}: {}", directory, String.join(" ", command));

    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"));
    environment.forEach(
        (name, value) ->
            value.ifPresentOrElse(
                text -> builder.environment().put(name, text),
                () -> builder.environment().remove(name)));

    Process process = builder.start();
    OutputReader reader = new OutputReader(process);
    reader.start();
    try {
      boolean ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        kill(process);
      }
      // A grandchild that outlives the tool may keep the pipe open: what it prints is not waited
      // for.
      reader.join(TimeUnit.SECONDS.toMillis(5));
      if (!ended) {
        throw failure("did not end within " + timeout.toSeconds() + " seconds", reader.lines());
      }
    } catch (InterruptedException e) {
      kill(process);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(tool.name() + ": interrupted");
    }
    if (process.exitValue() != 0) {
      throw failure("exit code " + process.exitValue(), reader.lines());
    }
    return reader.lines();
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private BuildFailure failure(String how, List<String> lines) {
    StringBuilder what = new StringBuilder(tool.name()).append(": ").append(how);
    List<String> tail = lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
    tail.forEach(line -> what.append("\n    ").append(line));
    return new BuildFailure(
        what.toString(),
        tail.isEmpty()
            ? "it printed nothing; run Maven with -X for the command line"
            : "see what it printed above; run Maven with -X for the command line");
  }

  /** Reads what the tool prints, so that a full pipe never stops it. */
  private static final class OutputReader extends Thread {
    private final Process process;
    private final List<String> lines = new ArrayList<>();

    OutputReader(Process process) {
      super("output of process " + process.pid());
      setDaemon(true);
      this.process = process;
    }

    @Override
    public void run() {
      try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          log.debug("  {}", line);
          synchronized (lines) {
            lines.add(line);
          }
        }
      } catch (IOException e) {
        log.debug("output of process {} ended: {}", process.pid(), e.toString());
      }
    }

    List<String> lines() {
      synchronized (lines) {
        return List.copyOf(lines);
      }
    }
  }
}
