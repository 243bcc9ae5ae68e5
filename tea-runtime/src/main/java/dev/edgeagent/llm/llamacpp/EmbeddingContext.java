package dev.edgeagent.llm.llamacpp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.edgeagent.llm.GgufFile;
import dev.edgeagent.llm.KvType;
import dev.edgeagent.llm.MemoryPlan;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.local.Architecture;
import dev.edgeagent.llm.local.ContextShape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A context that makes embeddings, of one text at a time. A model whose tokens see the whole text
 * gets it in one batch, and llama.cpp pools. Others get it in small batches and are pooled here:
 * llama.cpp computes the logits of each token of a batch, too, of which there are a quarter of a
 * million for each.
 */
@SuppressWarnings("restricted") // native code is what this package is for
final class EmbeddingContext implements AutoCloseable {

  private static final int CAUSAL_BATCH = 64;
  private static final int POOLING_NONE = 0;

  private final LlamaApi api;
  private final MemorySegment context;
  private final ContextShape shape;
  private final boolean readsAtOnce;
  private final boolean takesLast;
  private final int width;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment tokens;
  private final MemorySegment batch = arena.allocate(LlamaStructs.Batch.LAYOUT);

  private EmbeddingContext(
      LlamaApi api,
      MemorySegment context,
      ContextShape shape,
      Architecture architecture,
      int width) {
    this.api = api;
    this.context = context;
    this.shape = shape;
    this.readsAtOnce = architecture.readsAtOnce();
    this.takesLast = architecture.embeddingPooling() == Architecture.LAST;
    this.width = width;
    this.tokens = arena.allocate(JAVA_INT, shape.batchTokens());
    batch.set(ADDRESS, LlamaStructs.Batch.TOKEN, tokens);
  }

  /**
   * @param capacity the longest text, in tokens
   */
  static EmbeddingContext create(
      LlamaLibrary library,
      MemorySegment model,
      Architecture architecture,
      int capacity,
      int threads)
      throws ModelException {
    boolean atOnce = architecture.readsAtOnce();
    var shape =
        new ContextShape(capacity, threads, batchTokens(architecture, capacity), KvType.F16);
    MemorySegment context =
        NativeContext.create(
            shape,
            library,
            model,
            params -> {
              params.set(JAVA_BYTE, LlamaStructs.ContextParams.EMBEDDINGS, (byte) 1);
              params.set(JAVA_INT, LlamaStructs.ContextParams.N_UBATCH, shape.batchTokens());
              params.set(
                  JAVA_INT,
                  LlamaStructs.ContextParams.POOLING_TYPE,
                  atOnce ? architecture.embeddingPooling() : POOLING_NONE);
            });
    return new EmbeddingContext(
        library.api(), context, shape, architecture, library.api().embeddingWidth(model));
  }

  /** Bytes that such a context takes; an estimate. */
  static long bytes(GgufFile gguf, Architecture architecture, int capacity) {
    int batch = batchTokens(architecture, capacity);
    MemoryPlan plan = MemoryPlan.of(gguf, capacity, KvType.F16, false, batch);
    // Logits of each token are computed, and copied.
    return architecture.readsAtOnce()
        ? plan.compute()
        : plan.kvCache() + plan.compute() + 8 * gguf.vocabularySize() * batch;
  }

  private static int batchTokens(Architecture architecture, int capacity) {
    return architecture.readsAtOnce() ? capacity : Math.min(CAUSAL_BATCH, capacity);
  }

  int capacity() {
    return shape.tokens();
  }

  int threads() {
    return shape.threads();
  }

  /**
   * What the model makes of a text, as it comes: its length is not 1.
   *
   * @param text at least one token, at most {@link #capacity()}
   * @return float[dimensions]
   */
  float[] embed(int[] text) throws ModelException, InterruptedException {
    api.forgetAll(context);
    double[] sum = new double[width];
    for (int from = 0; from < text.length; from += shape.batchTokens()) {
      int count = Math.min(shape.batchTokens(), text.length - from);
      MemorySegment.copy(text, from, tokens, JAVA_INT, 0, count);
      read(count);
      if (readsAtOnce) {
        return floats(api.pooledEmbeddings(context));
      }
      boolean isLast = from + count == text.length;
      for (int i = takesLast ? count - 1 : 0; i < count; i++) {
        if (takesLast && !isLast) {
          break;
        }
        float[] one = floats(api.embeddings(context, i));
        for (int d = 0; d < width; d++) {
          sum[d] += one[d];
        }
      }
    }
    float[] result = new float[width];
    for (int d = 0; d < width; d++) {
      result[d] = (float) (sum[d] / (takesLast ? 1 : text.length));
    }
    return result;
  }

  private void read(int count) throws ModelException, InterruptedException {
    batch.set(JAVA_INT, LlamaStructs.Batch.N_TOKENS, count);
    int code = readsAtOnce ? api.encode(context, batch) : api.decode(context, batch);
    if (code == LlamaApi.ABORTED || Thread.interrupted()) {
      boolean ignored = Thread.interrupted();
      throw new InterruptedException("the model was interrupted");
    }
    if (code != 0) {
      throw ModelException.ofEngine(
          "llama.cpp failed to read a text of " + count + " tokens (code " + code + ")",
          "run again with -v for llama.cpp's log");
    }
  }

  private float[] floats(MemorySegment pointer) throws ModelException {
    if (pointer.equals(MemorySegment.NULL)) {
      throw new ModelException(
          "llama.cpp gives no embeddings for this model", "use a model that is made for them");
    }
    return pointer.reinterpret(4L * width).toArray(JAVA_FLOAT);
  }

  @Override
  public void close() {
    api.free(context);
    arena.close();
  }
}
