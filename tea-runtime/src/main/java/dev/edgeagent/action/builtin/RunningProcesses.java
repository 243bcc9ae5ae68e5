package dev.edgeagent.action.builtin;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/** The programs that run; a signal that ends this process ends them, too. */
final class RunningProcesses {

  private final Set<ProcessRun> runs = new LinkedHashSet<>();
  private boolean isWatched;
  private boolean isEnding;

  /** Starts a program. */
  interface Start {
    ProcessRun run() throws IOException;
  }

  /**
   * Starts it and knows it, in one step for whoever ends all of them.
   *
   * @throws InterruptedException if this process ends just now
   */
  synchronized ProcessRun add(Start start) throws IOException, InterruptedException {
    watch();
    if (isEnding) {
      throw new InterruptedException("tea ends");
    }
    ProcessRun run = start.run();
    runs.add(run);
    return run;
  }

  synchronized void remove(ProcessRun run) {
    runs.remove(run);
  }

  private void watch() {
    if (!isWatched) {
      isWatched = true;
      try {
        Runtime.getRuntime().addShutdownHook(new Thread(this::endAll, "shell.run-abort"));
      } catch (IllegalStateException e) { // a signal came a moment ago
        isEnding = true;
      }
    }
  }

  private synchronized void endAll() {
    isEnding = true;
    runs.forEach(ProcessRun::end);
  }
}
