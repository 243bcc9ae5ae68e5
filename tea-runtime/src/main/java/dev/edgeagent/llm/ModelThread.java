package dev.edgeagent.llm;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;

/**
 * The thread that a model is loaded and asked on, for callers on threads of any kind: native
 * engines recurse over long texts, and overflowing the stack in native code ends the process. Work
 * is done one after the other, in order of arrival.
 */
final class ModelThread implements AutoCloseable {

  /** Safe for the longest prompt that is read; only what is used of it takes memory. */
  private static final long STACK_BYTES = 256L << 20;

  private final ExecutorService executor;

  /**
   * @param name for those who look at a thread dump
   */
  ModelThread(String name) {
    executor =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name(name).daemon().stackSize(STACK_BYTES).factory());
  }

  /** Has work done; on a closed thread it is cancelled at once. */
  <T> Future<T> start(Callable<T> work) {
    var task = new FutureTask<>(work);
    try {
      executor.execute(task);
    } catch (RejectedExecutionException e) {
      task.cancel(false);
    }
    return task;
  }

  /**
   * The result of work that was started; whoever is interrupted while he waits leaves it running.
   *
   * @throws ModelException if it failed so
   * @throws InterruptedException if the caller is interrupted, or the thread was closed before the
   *     work was done
   */
  <T> T await(Future<T> work) throws ModelException, InterruptedException {
    try {
      return work.get();
    } catch (CancellationException e) {
      throw closed(e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case ModelException failure -> // a new one: the trace of this thread, too, tells something
            throw failure.onThisThread();
        case InterruptedException _ -> throw closed(e);
        case RuntimeException bug -> throw bug;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  /**
   * Has work done and waits for it; whoever is interrupted meanwhile stops it, too, by an interrupt
   * of this thread.
   *
   * @throws ModelException as {@link #await}
   * @throws InterruptedException as {@link #await}
   */
  <T> T call(Callable<T> work) throws ModelException, InterruptedException {
    Future<T> started = start(work);
    try {
      return await(started);
    } catch (InterruptedException e) {
      started.cancel(true);
      throw e;
    }
  }

  private static InterruptedException closed(Exception cause) {
    var closed = new InterruptedException("the model was closed");
    closed.initCause(cause);
    return closed;
  }

  /** Cancels what waits, interrupts what runs, and returns when nothing runs any more. */
  @Override
  public void close() {
    for (Runnable waiting : executor.shutdownNow()) {
      ((FutureTask<?>) waiting).cancel(false);
    }
    executor.close();
  }
}
