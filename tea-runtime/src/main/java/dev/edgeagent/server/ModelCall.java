package dev.edgeagent.server;

import dev.edgeagent.llm.AnswerListener;
import dev.edgeagent.llm.ModelException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A call of the model on a thread of its own: it waits for no client, and the one who serves the
 * client can look after him meanwhile. Closing it ends the call, at the latest with the next token.
 *
 * @param <T> the result
 */
final class ModelCall<T> implements AutoCloseable {

  /** Asks the model. */
  @FunctionalInterface
  interface Question<T> {
    T ask(AnswerListener listener) throws ModelException, InterruptedException;
  }

  private static final String END = "";

  private final BlockingQueue<String> pieces = new LinkedBlockingQueue<>();
  private final FutureTask<T> task;
  private final Thread thread;

  private ModelCall(Question<T> question) {
    task = new FutureTask<>(() -> question.ask(pieces::add));
    thread = Thread.ofVirtual().name("model call").unstarted(this::run);
  }

  static <T> ModelCall<T> start(Question<T> question) {
    var call = new ModelCall<>(question);
    call.thread.start();
    return call;
  }

  private void run() {
    task.run();
    pieces.add(END);
  }

  /**
   * The next characters of the answer.
   *
   * @return null if there are none in that time; empty if the call has ended
   */
  @Nullable String next(long milliseconds) throws InterruptedException {
    return pieces.poll(milliseconds, TimeUnit.MILLISECONDS);
  }

  /**
   * Of a call that has ended.
   *
   * @throws InterruptedException if the call was interrupted, or the model closed
   */
  T result() throws ModelException, InterruptedException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case ModelException failure -> throw failure;
        case InterruptedException interrupted -> throw interrupted;
        case RuntimeException bug -> throw bug;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  /** Returns when the thread has ended. */
  @Override
  public void close() {
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
