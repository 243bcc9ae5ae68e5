package dev.edgeagent.llm.llamacpp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.edgeagent.llm.KvType;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.local.ContextShape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

/** A {@code llama_context} of a shape. */
final class NativeContext {

  private NativeContext() {}

  /**
   * Makes it.
   *
   * @param shape what it is made with
   * @param adjust sets what else is to be set in the {@code llama_context_params}
   */
  static MemorySegment create(
      ContextShape shape, LlamaLibrary library, MemorySegment model, Consumer<MemorySegment> adjust)
      throws ModelException {
    LlamaApi api = library.api();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment params = api.contextDefaultParams(arena);
      params.set(JAVA_INT, LlamaStructs.ContextParams.N_CTX, shape.tokens());
      params.set(JAVA_INT, LlamaStructs.ContextParams.N_BATCH, shape.batchTokens());
      params.set(JAVA_INT, LlamaStructs.ContextParams.N_UBATCH, shape.stepTokens());
      params.set(JAVA_INT, LlamaStructs.ContextParams.N_THREADS, shape.threads());
      params.set(JAVA_INT, LlamaStructs.ContextParams.N_THREADS_BATCH, shape.threads());
      params.set(JAVA_INT, LlamaStructs.ContextParams.TYPE_K, ggmlType(shape.kvType()));
      params.set(JAVA_INT, LlamaStructs.ContextParams.TYPE_V, ggmlType(shape.kvType()));
      params.set(JAVA_BYTE, LlamaStructs.ContextParams.SWA_FULL, (byte) 0);
      params.set(ADDRESS, LlamaStructs.ContextParams.ABORT_CALLBACK, library.abortCallback());
      adjust.accept(params);
      library.log().takeErrors();
      MemorySegment context = api.initFromModel(model, params);
      if (context.equals(MemorySegment.NULL)) {
        throw new ModelException(
            "llama.cpp cannot make a context of %d tokens with kv_type %s: %s"
                .formatted(shape.tokens(), shape.kvType(), library.log().takeErrors()),
            shape.kvType() == KvType.F16
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
