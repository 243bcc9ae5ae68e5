package dev.edgeagent.cli;

import dev.edgeagent.graph.Outcome;
import dev.edgeagent.json.Json;
import dev.edgeagent.workflow.WorkflowException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code --trace-file}: a span for each node, branch and run as a JSON object on a line of its own,
 * after those of earlier runs: {@code kind}, {@code name}, {@code run}, {@code start} (ISO 8601,
 * UTC), {@code duration_ms}, {@code success}, {@code error}.
 */
final class TraceFile implements RunReporter {

  private final Path file;

  /** No channel: an interrupted branch that tells of its end would close it for all. */
  private final FileOutputStream stream;

  private final InstantSource clock;
  private final Consumer<String> warn;
  private final Instant started;
  private final String run;
  private @Nullable String workflow;
  private boolean broken;

  private TraceFile(
      Path file, FileOutputStream stream, InstantSource clock, Consumer<String> warn) {
    this.file = file;
    this.stream = stream;
    this.clock = clock;
    this.warn = warn;
    this.started = clock.instant();
    this.run = ProcessHandle.current().pid() + "-" + started.toEpochMilli();
  }

  /**
   * @param warn is told, once, if the file cannot be written any more
   * @throws WorkflowException if it cannot be opened
   */
  static TraceFile open(Path file, InstantSource clock, Consumer<String> warn)
      throws WorkflowException {
    try {
      return new TraceFile(file, new FileOutputStream(file.toFile(), true), clock, warn);
    } catch (IOException e) {
      throw new WorkflowException(
          null,
          "--trace-file " + file + " cannot be written: " + e.getMessage(),
          "give a file in a directory that exists and can be written",
          e);
    }
  }

  @Override
  public synchronized void runStarted(String name) {
    workflow = name;
  }

  @Override
  public void nodeCompleted(String node, Map<String, Object> state, Duration time) {
    span("node", node, time, null);
  }

  @Override
  public void nodeFailed(String node, String error, boolean handled, Duration time) {
    span("node", node, time, error);
  }

  @Override
  public void branchEnded(String node, String branch, boolean success, Duration time) {
    span("branch", branch, time, success ? null : "failed");
  }

  @Override
  public void runCompleted(Map<String, Object> state) {
    runEnded(null);
  }

  @Override
  public void runInterrupted(Outcome.Interrupted outcome) {
    runEnded(null);
  }

  @Override
  public void runFailed(WorkflowException failure) {
    runEnded(failure.what());
  }

  @Override
  public void runAborted(@Nullable String resume) {
    runEnded("interrupted");
  }

  @Override
  public synchronized void close() {
    try {
      stream.close();
    } catch (IOException e) {
      broken(e);
    }
  }

  private synchronized void runEnded(@Nullable String error) {
    if (workflow != null) {
      span("run", workflow, Duration.between(started, clock.instant()), error);
    }
  }

  /** Each line in one write, so that runs that share the file do not mix theirs. */
  private synchronized void span(String kind, String name, Duration time, @Nullable String error) {
    Map<String, Object> span = new LinkedHashMap<>();
    span.put("kind", kind);
    span.put("name", name);
    span.put("run", run);
    span.put("start", clock.instant().minus(time).toString());
    span.put("duration_ms", time.toNanos() / 1e6);
    span.put("success", error == null);
    span.put("error", error);
    try {
      if (!broken) {
        stream.write((Json.compact(span) + "\n").getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      broken(e);
    }
  }

  private void broken(IOException e) {
    if (!broken) {
      broken = true;
      warn.accept("warning: --trace-file " + file + " cannot be written any more: " + e);
    }
  }
}
