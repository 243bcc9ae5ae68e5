package dev.edgeagent.graph;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/** Requests like another, but for one thing. */
final class Requests {

  private Requests() {}

  static RunRequest listening(RunRequest other, RunListener listener) {
    return copy(
        other,
        other.timeout(),
        other.checkpoints(),
        other.interruptBefore(),
        other.interruptAfter(),
        listener);
  }

  static RunRequest timeout(RunRequest other, Duration timeout) {
    return copy(
        other,
        timeout,
        other.checkpoints(),
        other.interruptBefore(),
        other.interruptAfter(),
        other.listener());
  }

  static RunRequest checkpoints(RunRequest other, Path checkpoints) {
    return copy(
        other,
        other.timeout(),
        checkpoints,
        other.interruptBefore(),
        other.interruptAfter(),
        other.listener());
  }

  static RunRequest stopping(RunRequest other, Set<String> before, Set<String> after) {
    return copy(other, other.timeout(), other.checkpoints(), before, after, other.listener());
  }

  private static RunRequest copy(
      RunRequest other,
      Duration timeout,
      Path checkpoints,
      Set<String> before,
      Set<String> after,
      RunListener listener) {
    return new RunRequest(
        other.input(),
        other.environment(),
        other.secrets(),
        other.llmOverrides(),
        other.permissions(),
        other.memory(),
        other.backends(),
        other.text(),
        other.maxIterations(),
        timeout,
        before,
        after,
        checkpoints,
        other.interrupted(),
        listener,
        other.warn());
  }
}
