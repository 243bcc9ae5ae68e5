package dev.edgeagent.llm.jllama;

import dev.edgeagent.llm.ModelException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The thread that waits for the library, one thing after the other: no interrupt ends such a wait.
 */
final class Reader implements AutoCloseable {

  /** As that of a model's thread: texts are split into tokens here, too. */
  private static final long STACK_BYTES = 256L << 20;

  private final ExecutorService thread;

  Reader(String model) {
    thread =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform()
                .name("reader of " + model)
                .daemon()
                .stackSize(STACK_BYTES)
                .factory());
  }

  /**
   * What the library answers. A caller who is interrupted leaves the wait to the next one.
   *
   * @throws ModelException if the library fails
   */
  <T> T get(Callable<T> wait) throws ModelException, InterruptedException {
    try {
      Future<T> waiting = thread.submit(wait);
      if (Thread.interrupted()) { // a result that is there already would be returned all the same
        throw new InterruptedException("the model was interrupted");
      }
      return waiting.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) { // de.kherud's own is not public
        throw failure(failure);
      }
      throw new IllegalStateException(e);
    }
  }

  /** Does something when nobody waits any more. */
  void afterwards(Runnable work) {
    thread.execute(work);
  }

  static ModelException failure(RuntimeException e) {
    return new ModelException(
        "engine 'jllama' failed: " + e.getMessage(), "use engine: llamacpp, which tells more", e);
  }

  /** Does not wait: nobody knows how long the library takes. */
  @Override
  public void close() {
    thread.shutdown();
  }
}
