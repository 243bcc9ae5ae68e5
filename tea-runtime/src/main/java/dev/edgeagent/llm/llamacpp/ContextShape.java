package dev.edgeagent.llm.llamacpp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.edgeagent.llm.KvType;
import dev.edgeagent.llm.ModelException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

/**
 * What a context is made with.
 *
 * @param tokens that fit; llama.cpp may allocate a little more, which is not used
 * @param threads that compute
 * @param batchTokens read at a time
 * @param kvType the precision of what it keeps
 */
public record ContextShape(int tokens, int threads, int batchTokens, KvType kvType) {

  /** Larger batches are computed in steps of this: more only takes memory, and is not faster. */
  private static final int STEP_TOKENS = 512;

  /** The same with room for so many tokens. */
  ContextShape withTokens(int count) {
    return new ContextShape(count, threads, batchTokens, kvType);
  }

  /** Read in one step. */
  int stepTokens() {
    return Math.min(batchTokens, STEP_TOKENS);
  }

  /**
   * Makes it.
   *
   * @param adjust sets what else is to be set in the {@code llama_context_params}
   */
  MemorySegment create(LlamaLibrary library, MemorySegment model, Consumer<MemorySegment> adjust)
      throws ModelException {
    LlamaApi api = library.api();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment params = api.contextDefaultParams(arena);
      params.set(JAVA_INT, LlamaStructs.ContextParams.N_CTX, tokens);
      params.set(JAVA_INT, LlamaStructs.ContextParams.N_BATCH, batchTokens);
      params.set(JAVA_INT, LlamaStructs.ContextParams.N_UBATCH, stepTokens());
      params.set(JAVA_INT, LlamaStructs.ContextParams.N_THREADS, threads);
      params.set(JAVA_INT, LlamaStructs.ContextParams.N_THREADS_BATCH, threads);
      params.set(JAVA_INT, LlamaStructs.ContextParams.TYPE_K, ggmlType(kvType));
      params.set(JAVA_INT, LlamaStructs.ContextParams.TYPE_V, ggmlType(kvType));
      params.set(JAVA_BYTE, LlamaStructs.ContextParams.SWA_FULL, (byte) 0);
      params.set(ADDRESS, LlamaStructs.ContextParams.ABORT_CALLBACK, library.abortCallback());
      adjust.accept(params);
      library.log().takeErrors();
      MemorySegment context = api.initFromModel(model, params);
      if (context.equals(MemorySegment.NULL)) {
        throw new ModelException(
            "llama.cpp cannot make a context of %d tokens with kv_type %s: %s"
                .formatted(tokens, kvType, library.log().takeErrors()),
            kvType == KvType.F16
                ? "set a smaller n_ctx, or free memory"
                : "leave out kv_type, or set a smaller n_ctx");
      }
      return context;
    }
  }

  /** {@code enum ggml_type}. */
  private static int ggmlType(KvType type) {
    return switch (type) {
      case F32 -> 0;
      case F16 -> 1;
      case Q4_0 -> 2;
      case Q8_0 -> 8;
      case BF16 -> 30;
    };
  }
}
