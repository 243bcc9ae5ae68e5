package dev.edgeagent.graph;

import dev.edgeagent.workflow.Node;
import dev.edgeagent.workflow.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Does something until it succeeds, as often as a node's {@code retry} says and each time within
 * its {@code timeout}.
 */
final class Attempts<T> {

  /** What is done. */
  interface Work<T> {
    T run() throws NodeException, InterruptedException;
  }

  /** Is told of each further attempt before the pause. */
  interface OnRetry {
    void accept(NodeException error, int retry, Duration pause);
  }

  private final Node.Failure failure;
  private final Position position;
  private final OnRetry onRetry;
  private final List<String> errors = new ArrayList<>();

  Attempts(Node.Failure failure, Position position, OnRetry onRetry) {
    this.failure = failure;
    this.position = position;
    this.onRetry = onRetry;
  }

  /**
   * @throws NodeException the last attempt's
   */
  T run(Work<T> work) throws NodeException, InterruptedException {
    Node.Retry retry = failure.retry();
    int most = retry == null ? 0 : retry.times();
    while (true) {
      try {
        return once(work);
      } catch (NodeException e) {
        if (retry == null || errors.size() == most || !isWorthAnother(e)) {
          throw e.after(errors.size());
        }
        errors.add(e.message());
        Duration pause = pause(retry, errors.size());
        onRetry.accept(e, errors.size(), pause);
        Thread.sleep(pause);
      }
    }
  }

  /** The errors of the attempts before the last one. */
  List<String> errors() {
    return errors;
  }

  /** What a template or a name gets wrong, it gets wrong each time. */
  private static boolean isWorthAnother(NodeException e) {
    return switch (e.kind()) {
      case ACTION, LUA, TIMEOUT -> true;
      case UNKNOWN_ACTION, TEMPLATE, LIMIT, ROUTING -> false;
    };
  }

  private static Duration pause(Node.Retry retry, int number) {
    double full =
        Math.min(
            (double) retry.maxDelayMs(),
            (double) retry.baseDelayMs() * Math.pow(retry.multiplier(), number - 1.0));
    double part = retry.jitter() ? 0.5 + ThreadLocalRandom.current().nextDouble() / 2 : 1;
    return Duration.ofNanos((long) (full * part * 1e6));
  }

  private T once(Work<T> work) throws NodeException, InterruptedException {
    Duration timeout = failure.timeout();
    if (timeout == null) {
      return guarded(work);
    }
    var deadline = new Deadline(timeout);
    try (deadline) {
      return guarded(work);
    } catch (InterruptedException e) {
      if (!deadline.isExpired()) {
        throw e;
      }
      throw timedOut(timeout, e);
    }
  }

  private NodeException timedOut(Duration timeout, @Nullable Throwable cause) {
    return new NodeException(
        position,
        NodeException.Kind.TIMEOUT,
        "it took longer than " + timeout.toMillis() / 1000.0 + " s",
        "raise its 'timeout', or let it do less",
        cause);
  }

  /** What would end the process is a failure of the node. */
  private T guarded(Work<T> work) throws NodeException, InterruptedException {
    try {
      return work.run();
    } catch (NodeException e) {
      if (Thread.interrupted()) { // it failed because it was: files and sockets say so in their way
        var interruption = new InterruptedException();
        interruption.initCause(e);
        throw interruption;
      }
      throw e;
    } catch (StackOverflowError e) {
      throw new NodeException(
          position,
          NodeException.Kind.LIMIT,
          "its data is nested too deeply",
          "make it flatter",
          e);
    } catch (OutOfMemoryError e) {
      throw new NodeException(
          position,
          NodeException.Kind.LIMIT,
          "it needs more memory than the %d MB that Java may use"
              .formatted(Runtime.getRuntime().maxMemory() >> 20),
          "make its data smaller",
          e);
    }
  }
}
