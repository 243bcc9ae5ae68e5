package dev.edgeagent.llm;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;

/** A model of this process, on a thread of its own from loading to closing. */
final class LocalModel implements LlmBackend {

  private final ModelThread thread;
  private final LoadSettings settings;
  private final Future<LlmBackend> loading;
  private boolean closed;

  /** Begins to load. */
  LocalModel(String name, LoadSettings settings, Callable<LlmBackend> load) {
    this.settings = settings;
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

  /** How it is loaded. */
  LoadSettings settings() {
    return settings;
  }

  /** Whether it is worth loading it again: not where that has cost a thread. */
  boolean hasFailed() {
    return loading.state() == Future.State.FAILED && !thread.isLost();
  }

  private LlmBackend backend() {
    return loading.resultNow();
  }

  @Override
  public String model() {
    return backend().model();
  }

  @Override
  public LlmResult complete(String prompt, LlmCallParams params, AnswerListener listener)
      throws ModelException, InterruptedException {
    return thread.call(() -> backend().complete(prompt, params, listener));
  }

  @Override
  public LlmResult chat(List<ChatMessage> messages, LlmCallParams params, AnswerListener listener)
      throws ModelException, InterruptedException {
    return thread.call(() -> backend().chat(messages, params, listener));
  }

  @Override
  public EmbedResult embed(List<String> texts, ContextSettings context)
      throws ModelException, InterruptedException {
    return thread.call(() -> backend().embed(texts, context));
  }

  /**
   * Stops the call that runs, waits until it is stopped, or the model loaded, and frees the model.
   */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      thread.close();
      if (loading.state() == Future.State.SUCCESS && !thread.isLost()) {
        backend().close();
      }
    }
  }
}
