package dev.edgeagent.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows somebody at a terminal how far a run is: a line for each finished node. */
final class ProgressListener implements RunReporter {

  private static final String GREEN = "\u001b[32m";
  private static final String RED = "\u001b[31m";
  private static final String PLAIN = "\u001b[0m";

  private final StatusLine status;
  private final boolean colored;
  private final List<String> running = new ArrayList<>();
  private final Map<String, Branches> branches = new HashMap<>();

  /** How many branches of a node have ended. */
  private record Branches(int done, int all) {
    @Override
    public String toString() {
      return done + "/" + all + " branches  ";
    }
  }

  ProgressListener(StatusLine status, boolean colored) {
    this.status = status;
    this.colored = colored;
  }

  @Override
  public synchronized void nodeStarted(String node) {
    running.add(node);
    showRunning();
  }

  @Override
  public synchronized void nodeCompleted(String node, Map<String, Object> state, Duration time) {
    Branches ended = branches.remove(node);
    finish(node);
    status.println(
        mark("✓", GREEN)
            + " "
            + firstLine(node)
            + "  "
            + (ended == null ? "" : ended)
            + text(time));
  }

  @Override
  public synchronized void nodeFailed(String node, String error, boolean handled, Duration time) {
    branches.remove(node);
    finish(node);
    status.println(mark("✗", RED) + " " + firstLine(node) + "  " + firstLine(error));
  }

  @Override
  public synchronized void nodeRetried(String node, String error, int retry, Duration pause) {
    status.println(
        "↻ %s  again in %s: %s".formatted(firstLine(node), text(pause), firstLine(error)));
  }

  /** Counts the branches of a fan-out; those of a parallel edge are nodes, with lines of theirs. */
  @Override
  public synchronized void branchEnded(String node, String branch, boolean success, Duration time) {
    if (branch.startsWith(node + "[")) {
      branches.merge(
          node,
          new Branches(success ? 1 : 0, 1),
          (a, b) -> new Branches(a.done() + b.done(), a.all() + b.all()));
      showRunning();
    }
  }

  @Override
  public void runAborted(@Nullable String resume) {
    close();
  }

  @Override
  public synchronized void close() {
    running.clear();
    status.show("");
  }

  private void finish(String node) {
    running.remove(node);
    showRunning();
  }

  private void showRunning() {
    if (running.isEmpty()) {
      status.show("");
      return;
    }
    String node = running.getLast();
    Branches ended = branches.get(node);
    String more = running.size() == 1 ? "" : "  and " + (running.size() - 1) + " more";
    status.show(
        "… " + firstLine(node) + (ended == null ? "" : "  " + ended.all() + " branches") + more);
  }

  private String mark(String sign, String color) {
    return colored ? color + sign + PLAIN : sign;
  }

  /** Without what would control the terminal. */
  private static String firstLine(String text) {
    var line = new StringBuilder();
    text.lines()
        .findFirst()
        .orElse("")
        .codePoints()
        .filter(c -> !Character.isISOControl(c))
        .forEach(line::appendCodePoint);
    return line.toString();
  }

  /** {@code 1.2 s}, {@code 3 min 5 s}. */
  static String text(Duration time) {
    return time.toMinutes() == 0
        ? String.format(Locale.ROOT, "%.1f s", time.toNanos() / 1e9)
        : time.toMinutes() + " min " + time.toSecondsPart() + " s";
  }
}
