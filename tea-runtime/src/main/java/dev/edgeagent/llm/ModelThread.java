package dev.edgeagent.llm;

import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The thread that a model is loaded and asked on, for callers on threads of any kind: native
 * engines recurse over long texts, and overflowing the stack in native code ends the process. Work
 * is done one after the other, in order of arrival.
 *
 * <p>A thread can be lost: its native code cannot go on and must not return. Whoever waits for it,
 * and whoever has work for it later, then gets an error.
 */
final class ModelThread implements AutoCloseable {

  /** Safe for the longest prompt that is read; only what is used of it takes memory. */
  private static final long STACK_BYTES = 256L << 20;

  /** Those that work just now. */
  private static final Set<ModelThread> BUSY = ConcurrentHashMap.newKeySet();

  private static final ThreadLocal<ModelThread> OWN = new ThreadLocal<>();

  private final String name;
  private final ExecutorService executor;
  private volatile @Nullable Work<?> current;
  private volatile @Nullable ModelException loss;

  /**
   * @param name for those who look at a thread dump
   */
  ModelThread(String name) {
    this.name = name;
    executor =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name(name).daemon().stackSize(STACK_BYTES).factory());
  }

  /** Something to do, whose result others can decide. */
  private final class Work<T> extends FutureTask<T> {
    Work(Callable<T> work) {
      super(work);
    }

    @Override
    public void run() {
      OWN.set(ModelThread.this);
      current = this;
      BUSY.add(ModelThread.this);
      try {
        super.run();
      } finally {
        BUSY.remove(ModelThread.this);
        current = null;
      }
    }

    void fail(ModelException why) {
      setException(why);
    }
  }

  /** Has work done; on a closed thread it is cancelled at once, on a lost one it fails at once. */
  <T> Future<T> start(Callable<T> work) {
    var task = new Work<>(work);
    try {
      executor.execute(task);
    } catch (RejectedExecutionException e) {
      ModelException lost = loss;
      if (lost != null) {
        task.fail(lost);
      }
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

  /**
   * Loses the model thread that runs this; on any other thread, all that work just now, as there is
   * no telling for which of them it works.
   */
  static void loseCurrent(String what, String fix) {
    ModelThread own = OWN.get();
    for (ModelThread thread : own != null ? Set.of(own) : BUSY) {
      thread.lose(ModelException.ofEngine(thread.name + ": " + what, fix));
    }
  }

  private void lose(ModelException why) {
    loss = why;
    Work<?> work = current;
    if (work != null) {
      work.fail(why);
    }
    for (Runnable waiting : executor.shutdownNow()) {
      ((Work<?>) waiting).fail(why);
    }
  }

  /** Whether it will never work again, and what it works with must not be touched. */
  boolean isLost() {
    return loss != null;
  }

  /** Cancels what waits, interrupts what runs, and returns when nothing runs any more. */
  @Override
  public void close() {
    for (Runnable waiting : executor.shutdownNow()) {
      ((FutureTask<?>) waiting).cancel(false);
    }
    awaitEnd();
  }

  /** Not for a thread that is lost, or is being lost meanwhile: it never ends. */
  private void awaitEnd() {
    boolean isInterrupted = false;
    boolean hasEnded = false;
    while (!hasEnded && !isLost()) {
      try {
        hasEnded = executor.awaitTermination(100, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        isInterrupted = true; // told when it has ended: what follows frees what it uses
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
