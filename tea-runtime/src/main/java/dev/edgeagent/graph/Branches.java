package dev.edgeagent.graph;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Runs the branches of a node or edge at the same time, each on a virtual thread. */
final class Branches {

  /** What one branch does. */
  interface Branch {
    Map<String, Object> run(List<String> attemptErrors) throws NodeException, InterruptedException;
  }

  /**
   * How a branch ended.
   *
   * @param state what it gave; null if it failed
   * @param error why it failed; null if it did not, or was cancelled
   * @param attemptErrors errors of earlier attempts
   * @param started whether it began at all
   */
  record Result(
      @Nullable Map<String, Object> state,
      @Nullable NodeException error,
      List<String> attemptErrors,
      boolean started,
      Duration time) {

    boolean success() {
      return state != null;
    }

    String message() {
      return error == null ? "Cancelled due to fail_fast" : error.message();
    }
  }

  /** Is told when a branch ends, on the branch's thread. */
  interface OnEnd {
    void accept(int index, Result result);
  }

  private static final Result NEVER_STARTED =
      new Result(null, null, List.of(), false, Duration.ZERO);

  private final @Nullable Semaphore permits;
  private final boolean failFast;
  private final OnEnd onEnd;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean cancelled;
  private volatile @Nullable Throwable bug;

  /**
   * @param maxConcurrency how many at the same time; null for all
   */
  Branches(@Nullable Integer maxConcurrency, boolean failFast, OnEnd onEnd) {
    this.permits = maxConcurrency == null ? null : new Semaphore(maxConcurrency);
    this.failFast = failFast;
    this.onEnd = onEnd;
  }

  /**
   * @return the results in the order of the branches
   * @throws InterruptedException if this thread was interrupted; all branches have ended then
   */
  List<Result> run(int count, IntFunction<Branch> branches) throws InterruptedException {
    var results = new AtomicReferenceArray<Result>(count);
    try {
      for (int i = 0; i < count; i++) {
        if (permits != null) {
          permits.acquire();
        }
        if (cancelled) {
          break;
        }
        start(i, branches.apply(i), results);
      }
      for (Thread thread : threads()) {
        thread.join();
      }
    } catch (InterruptedException e) {
      cancel();
      awaitAll();
      throw e;
    }
    if (bug != null) {
      throw new IllegalStateException("a branch ended in " + bug, bug);
    }
    List<Result> ordered = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Result result = results.get(i);
      ordered.add(result == null ? NEVER_STARTED : result);
    }
    return ordered;
  }

  private void start(int index, Branch branch, AtomicReferenceArray<Result> results) {
    Thread thread =
        Thread.ofVirtual()
            .name("branch-" + index)
            .unstarted(
                () -> {
                  try {
                    Result result = run(branch);
                    results.set(index, result);
                    onEnd.accept(index, result);
                  } catch (RuntimeException | Error e) { // or it would look like a cancelled one
                    bug = e;
                    cancel();
                  } finally {
                    if (permits != null) {
                      permits.release();
                    }
                  }
                });
    synchronized (threads) {
      threads.add(thread);
    }
    thread.start();
    if (cancelled) { // by a branch that did not see this one yet
      thread.interrupt();
    }
  }

  private Result run(Branch branch) {
    long start = System.nanoTime();
    List<String> attemptErrors = new ArrayList<>();
    Map<String, Object> state = null;
    NodeException error = null;
    try {
      state = branch.run(attemptErrors);
    } catch (NodeException e) {
      error = e;
      if (failFast) {
        cancel();
      }
    } catch (InterruptedException e) { // cancelled: neither state nor error
      Thread.currentThread().interrupt();
    }
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    return new Result(state, error, attemptErrors, true, time);
  }

  private void cancel() {
    cancelled = true;
    for (Thread thread : threads()) {
      if (thread != Thread.currentThread()) {
        thread.interrupt();
      }
    }
  }

  private List<Thread> threads() {
    synchronized (threads) {
      return List.copyOf(threads);
    }
  }

  /** A branch must not outlive its run. */
  private void awaitAll() {
    boolean interrupted = false;
    for (Thread thread : threads()) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
