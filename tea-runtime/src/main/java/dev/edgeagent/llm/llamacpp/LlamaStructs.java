package dev.edgeagent.llm.llamacpp;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.StructLayout;

/**
 * The structures of llama.cpp 0.5.0 that travel by value: opaque blocks of the C size, whose fields
 * are written at their C offsets, the same on x86-64 and aarch64 Linux.
 */
final class LlamaStructs {

  private LlamaStructs() {}

  /** {@code struct llama_model_params}. */
  static final class ModelParams {
    static final StructLayout LAYOUT =
        MemoryLayout.structLayout(MemoryLayout.sequenceLayout(10, JAVA_LONG));
    static final long N_GPU_LAYERS = 16;
    static final long USE_EXTRA_BUFTS = 74;

    private ModelParams() {}
  }

  /** {@code struct llama_context_params}. */
  static final class ContextParams {
    static final StructLayout LAYOUT =
        MemoryLayout.structLayout(MemoryLayout.sequenceLayout(20, JAVA_LONG));
    static final long N_CTX = 0;
    static final long N_BATCH = 4;
    static final long N_UBATCH = 8;
    static final long N_OUTPUTS_MAX = 20;
    static final long N_THREADS = 28;
    static final long N_THREADS_BATCH = 32;
    static final long POOLING_TYPE = 44;
    static final long TYPE_K = 104;
    static final long TYPE_V = 108;
    static final long ABORT_CALLBACK = 112;
    static final long EMBEDDINGS = 128;
    static final long SWA_FULL = 132;

    private ContextParams() {}
  }

  /**
   * {@code struct llama_batch}; zeros after the tokens mean that they follow what the context
   * holds, and that the last one's logits are wanted.
   */
  static final class Batch {
    static final StructLayout LAYOUT =
        MemoryLayout.structLayout(MemoryLayout.sequenceLayout(7, JAVA_LONG));
    static final long N_TOKENS = 0;
    static final long TOKEN = 8;

    private Batch() {}
  }
}
