package dev.edgeagent.llm;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** A model of this process, on a thread of its own from loading to closing. */
final class LocalModel implements LlmBackend {

  private final ModelThread thread;
  private final Future<LlmBackend> loading;
  private boolean closed;

  /** Begins to load. */
  LocalModel(String name, Callable<LlmBackend> load) {
    thread = new ModelThread("model " + name);
    loading = thread.start(load);
  }

  /**
   * This model, once it is loaded. A caller who is interrupted while he waits leaves the loading to
   * the others, and to the next one who asks.
   *
   * @throws ModelException if it cannot be loaded
   * @throws InterruptedException if the caller is interrupted or the model closed
   */
  LocalModel loaded() throws ModelException, InterruptedException {
    LlmBackend ignored = thread.await(loading);
    return this;
  }

  boolean hasFailed() {
    return loading.state() == Future.State.FAILED;
  }

  private LlmBackend backend() {
    return loading.resultNow();
  }

  @Override
  public Sampling defaultSampling() {
    return backend().defaultSampling();
  }

  @Override
  public LlmResult complete(String prompt, LlmCallParams params, Consumer<String> listener)
      throws ModelException, InterruptedException {
    return thread.call(() -> backend().complete(prompt, params, listener));
  }

  @Override
  public LlmResult chat(List<ChatMessage> messages, LlmCallParams params, Consumer<String> listener)
      throws ModelException, InterruptedException {
    return thread.call(() -> backend().chat(messages, params, listener));
  }

  /**
   * Stops the call that runs, waits until it is stopped, or the model loaded, and frees the model.
   */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      thread.close();
      if (loading.state() == Future.State.SUCCESS) {
        backend().close();
      }
    }
  }
}
