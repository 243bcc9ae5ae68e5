package dev.edgeagent.llm.llamacpp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.local.ContextShape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * The memory of a model while it reads and writes: the KV cache and the tokens that are in it. A
 * text that begins like the one before is not read again from its start, and an interrupt leaves
 * what was read until then.
 */
final class LlamaContext implements AutoCloseable {

  private final LlamaApi api;
  private final MemorySegment context;
  private final ContextShape shape;
  private final int[] tokens;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment batchTokens;
  private final MemorySegment batch = arena.allocate(LlamaStructs.Batch.LAYOUT);
  private final int slidingWindow;
  private int size;

  private LlamaContext(LlamaApi api, MemorySegment context, ContextShape shape, int slidingWindow) {
    this.api = api;
    this.context = context;
    this.shape = shape;
    this.slidingWindow = slidingWindow;
    this.tokens = new int[shape.tokens()];
    this.batchTokens = arena.allocate(JAVA_INT, shape.batchTokens());
    batch.set(ADDRESS, LlamaStructs.Batch.TOKEN, batchTokens);
  }

  static LlamaContext create(LlamaLibrary library, MemorySegment model, ContextShape shape)
      throws ModelException {
    MemorySegment context =
        NativeContext.create(
            shape,
            library,
            model,
            params -> params.set(JAVA_INT, LlamaStructs.ContextParams.N_OUTPUTS_MAX, 1));
    return new LlamaContext(library.api(), context, shape, library.api().modelNSwa(model));
  }

  /** How many tokens fit. */
  int capacity() {
    return tokens.length;
  }

  ContextShape shape() {
    return shape;
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
    int most = shape.batchTokens();
    for (int from = keep; from < prompt.length; from += most) {
      MemorySegment.copy(
          prompt, from, batchTokens, JAVA_INT, 0, Math.min(most, prompt.length - from));
      decode(Math.min(most, prompt.length - from));
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
    batchTokens.set(JAVA_INT, 0, token);
    decode(1);
  }

  /** Adds the first tokens of the batch. */
  private void decode(int count) throws ModelException, InterruptedException {
    batch.set(JAVA_INT, LlamaStructs.Batch.N_TOKENS, count);
    int code = api.decode(context, batch);
    if (code == LlamaApi.ABORTED) {
      shortenTo(size); // llama.cpp has taken the batch back, where its kind of memory can
      boolean ignored = Thread.interrupted();
      throw new InterruptedException("the model was interrupted");
    }
    if (code != 0) {
      int before = size;
      api.forgetAll(context);
      size = 0;
      throw ModelException.ofEngine(
          "llama.cpp failed to decode "
              + count
              + " tokens after "
              + before
              + " (code "
              + code
              + ")",
          "run again with -v for llama.cpp's log");
    }
    MemorySegment.copy(batchTokens, JAVA_INT, 0, tokens, size, count);
    size += count;
  }

  @Override
  public void close() {
    api.free(context);
    arena.close();
  }
}
