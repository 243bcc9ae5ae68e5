package dev.edgeagent.llm.llamacpp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.edgeagent.llm.ModelException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * The memory of a model while it reads and writes: the KV cache and the tokens that are in it. A
 * text that begins like the one before is not read again from its start, and an interrupt leaves
 * what was read until then.
 */
final class LlamaContext implements AutoCloseable {

  private static final int BATCH_TOKENS = 512;

  private final LlamaApi api;
  private final MemorySegment context;
  private final int[] tokens;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment batch = arena.allocate(JAVA_INT, BATCH_TOKENS);
  private final int threads;
  private final int slidingWindow;
  private int size;

  private LlamaContext(
      LlamaApi api, MemorySegment context, int capacity, int slidingWindow, int threads) {
    this.api = api;
    this.context = context;
    this.threads = threads;
    this.slidingWindow = slidingWindow;
    this.tokens = new int[capacity];
  }

  /**
   * @param capacity in tokens; llama.cpp may allocate a little more, which is not used
   */
  static LlamaContext create(LlamaLibrary library, MemorySegment model, int capacity, int threads)
      throws ModelException {
    LlamaApi api = library.api();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment params = api.contextDefaultParams(arena);
      params.set(JAVA_INT, LlamaApi.ContextParams.N_CTX, capacity);
      params.set(JAVA_INT, LlamaApi.ContextParams.N_BATCH, BATCH_TOKENS);
      params.set(JAVA_INT, LlamaApi.ContextParams.N_UBATCH, BATCH_TOKENS);
      params.set(JAVA_INT, LlamaApi.ContextParams.N_OUTPUTS_MAX, 1);
      params.set(JAVA_INT, LlamaApi.ContextParams.N_THREADS, threads);
      params.set(JAVA_INT, LlamaApi.ContextParams.N_THREADS_BATCH, threads);
      params.set(JAVA_BYTE, LlamaApi.ContextParams.SWA_FULL, (byte) 0);
      params.set(ADDRESS, LlamaApi.ContextParams.ABORT_CALLBACK, library.abortCallback());
      library.log().takeErrors();
      MemorySegment context = api.initFromModel(model, params);
      if (context.equals(MemorySegment.NULL)) {
        throw new ModelException(
            "llama.cpp cannot make a context of "
                + capacity
                + " tokens: "
                + library.log().takeErrors(),
            "set a smaller n_ctx, or free memory");
      }
      return new LlamaContext(api, context, capacity, api.modelNSwa(model), threads);
    }
  }

  /** How many tokens fit. */
  int capacity() {
    return tokens.length;
  }

  int threads() {
    return threads;
  }

  MemorySegment pointer() {
    return context;
  }

  /**
   * Makes the context hold just this prompt, with the logits of its last token ready. What it holds
   * already of the prompt's beginning stays.
   *
   * @param prompt at least one token, at most {@link #capacity()}
   * @return how many of the tokens had to be read
   */
  int read(int[] prompt) throws ModelException, InterruptedException {
    int common = Arrays.mismatch(tokens, 0, size, prompt, 0, prompt.length);
    int keep = Math.min(common < 0 ? size : common, prompt.length - 1);
    if (keep < size) {
      shortenTo(keep);
      keep = size;
    }
    for (int from = keep; from < prompt.length; from += BATCH_TOKENS) {
      append(prompt, from, Math.min(BATCH_TOKENS, prompt.length - from));
    }
    return prompt.length - keep;
  }

  /** Forgets what comes after the first {@code keep} tokens; all, where that is not possible. */
  private void shortenTo(int keep) {
    size = keep;
    if (!(api.forgetFrom(context, keep) && holdsWindowBefore(keep))) {
      api.forgetAll(context);
      size = 0;
    }
  }

  /**
   * Whether the layers with a sliding window still have what the next token looks back to. They
   * forget what is older, and llama.cpp takes tokens back from the other layers all the same.
   */
  private boolean holdsWindowBefore(int position) {
    if (slidingWindow == 0 || position == 0) {
      return true;
    }
    int first = api.firstPosition(context);
    return first >= 0 && first <= Math.max(0, position - slidingWindow);
  }

  /** Adds one token, with its logits ready afterwards. */
  void append(int token) throws ModelException, InterruptedException {
    append(new int[] {token}, 0, 1);
  }

  private void append(int[] source, int from, int count)
      throws ModelException, InterruptedException {
    MemorySegment.copy(source, from, batch, JAVA_INT, 0, count);
    int code = api.decode(context, batch, count);
    if (code == LlamaApi.ABORTED) {
      shortenTo(size); // llama.cpp has taken the batch back, where its kind of memory can
      boolean ignored = Thread.interrupted();
      throw new InterruptedException("the model was interrupted");
    }
    if (code != 0) {
      int before = size;
      api.forgetAll(context);
      size = 0;
      throw new ModelException(
          "llama.cpp failed to decode "
              + count
              + " tokens after "
              + before
              + " (code "
              + code
              + ")",
          "run again with -v for llama.cpp's log");
    }
    System.arraycopy(source, from, tokens, size, count);
    size += count;
  }

  @Override
  public void close() {
    api.free(context);
    arena.close();
  }
}
