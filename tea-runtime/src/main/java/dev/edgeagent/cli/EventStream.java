package dev.edgeagent.cli;

import dev.edgeagent.graph.Outcome;
import dev.edgeagent.json.Json;
import dev.edgeagent.workflow.WorkflowException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * {@code --stream}: what happens in a run as JSON objects, one on each line, each with {@code type}
 * and {@code timestamp} (ISO 8601, UTC). Branches tell it from their own threads; a line is never
 * mixed with another.
 */
final class EventStream implements RunReporter {

  /** A reader that does not read must not keep Ctrl-C from ending the process. */
  private static final long PATIENCE_MS = 500;

  private final PrintStream out;
  private final InstantSource clock;
  private final Runnable unread;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean closed;
  private volatile @Nullable String lastFailed;

  /**
   * @param unread is told, once, if nobody reads the events any more
   */
  EventStream(PrintStream out, InstantSource clock, Runnable unread) {
    this.out = out;
    this.clock = clock;
    this.unread = unread;
  }

  @Override
  public void runStarted(String workflow) {
    send(new Event("start").with("workflow", workflow));
  }

  @Override
  public void nodeStarted(String node) {
    send(new Event("node_start").with("node", node));
  }

  @Override
  public void nodeCompleted(String node, Map<String, Object> state, Duration time) {
    send(new Event("node_complete").with("node", node).withState(state));
  }

  @Override
  public void nodeFailed(String node, String error, boolean handled, Duration time) {
    if (!handled) {
      lastFailed = node;
    }
    send(new Event("node_failed").with("node", node).with("error", error).with("handled", handled));
  }

  @Override
  public void branchEnded(String node, String branch, boolean success, Duration time) {
    send(
        new Event("branch_complete")
            .with("node", node)
            .with("branch", branch)
            .with("success", success));
  }

  @Override
  public void runInterrupted(Outcome.Interrupted outcome) {
    send(
        new Event("interrupt")
            .with("node", outcome.node())
            .withState(outcome.state())
            .with("checkpoint", outcome.checkpoint().toString()));
  }

  @Override
  public void runCompleted(Map<String, Object> state) {
    send(new Event("complete").withState(state));
  }

  /** An event for each thing that is wrong. */
  @Override
  public void runFailed(WorkflowException failure) {
    for (WorkflowException one : failure.all()) {
      var event = new Event("error");
      String node = lastFailed;
      if (node != null && one.what().contains("node '" + node + "'")) {
        event.with("node", node);
      }
      String place = one.position() == null ? "" : one.position() + ": ";
      send(event.with("error", place + one.what()).with("fix", one.fix()));
    }
  }

  /** The last event; waits until the one before is written. */
  @Override
  public void runAborted(@Nullable String resume) {
    try {
      if (lock.tryLock(PATIENCE_MS, TimeUnit.MILLISECONDS)) {
        try {
          send(
              new Event("error")
                  .with("error", "interrupted")
                  .with("fix", resume == null ? "run it again" : "continue with: " + resume));
          closed = true;
        } finally {
          lock.unlock();
        }
      }
    } catch (InterruptedException e) { // nobody interrupts the thread that ends the process
      Thread.currentThread().interrupt();
    }
  }

  private void send(Event event) {
    lock.lock();
    try {
      if (!closed) {
        out.print(event.json() + "\n");
        if (out.checkError()) {
          closed = true;
          unread.run();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** A line. */
  private final class Event {
    final Map<String, Object> entries = new LinkedHashMap<>();

    Event(String type) {
      entries.put("type", type);
      entries.put("timestamp", clock.instant().toString());
    }

    Event with(String key, @Nullable Object value) {
      entries.put(key, value);
      return this;
    }

    Event withState(Map<String, Object> state) {
      return with("state", state);
    }

    /** The state as it is now: it goes on changing once the listener returns. */
    String json() {
      try {
        return Json.compact(entries);
      } catch (IllegalArgumentException e) { // the state has NaN, or such
        entries.put("state", null);
        entries.put("state_error", e.getMessage());
        return Json.compact(entries);
      }
    }
  }
}
