package dev.edgeagent.llm.llamacpp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;

/**
 * The functions of llama.cpp 0.5.0's C API (include/llama.h) that tea uses, with their C names in
 * Java's spelling. Nothing is checked here: a wrong argument ends the process.
 *
 * <p>Structures that travel by value are opaque blocks of the C size; fields are written at their C
 * offsets, the same on x86-64 and aarch64 Linux.
 */
final class LlamaApi {

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
    static final long ABORT_CALLBACK = 112;
    static final long SWA_FULL = 132;

    private ContextParams() {}
  }

  /** What {@link #decode} returns when the abort callback ended it. */
  static final int ABORTED = 2;

  private static final StructLayout BATCH =
      MemoryLayout.structLayout(MemoryLayout.sequenceLayout(7, JAVA_LONG));

  private final MethodHandle modelDefaultParams;
  private final MethodHandle modelLoadFromFilePtr;
  private final MethodHandle modelFree;
  private final MethodHandle modelGetVocab;
  private final MethodHandle contextDefaultParams;
  private final MethodHandle initFromModel;
  private final MethodHandle free;
  private final MethodHandle modelNSwa;
  private final MethodHandle memorySeqPosMin;
  private final MethodHandle batchGetOne;
  private final MethodHandle decode;
  private final MethodHandle getMemory;
  private final MethodHandle memorySeqRm;
  private final MethodHandle memoryClear;

  LlamaApi(NativeFunctions f) {
    modelDefaultParams = f.bind("llama_model_default_params", ModelParams.LAYOUT);
    modelLoadFromFilePtr =
        f.bind("llama_model_load_from_file_ptr", ADDRESS, ADDRESS, ModelParams.LAYOUT);
    modelFree = f.bindVoid("llama_model_free", ADDRESS);
    modelGetVocab = f.bind("llama_model_get_vocab", ADDRESS, ADDRESS);
    contextDefaultParams = f.bind("llama_context_default_params", ContextParams.LAYOUT);
    initFromModel = f.bind("llama_init_from_model", ADDRESS, ADDRESS, ContextParams.LAYOUT);
    free = f.bindVoid("llama_free", ADDRESS);
    modelNSwa = f.bind("llama_model_n_swa", JAVA_INT, ADDRESS);
    memorySeqPosMin = f.bind("llama_memory_seq_pos_min", JAVA_INT, ADDRESS, JAVA_INT);
    batchGetOne = f.bind("llama_batch_get_one", BATCH, ADDRESS, JAVA_INT);
    decode = f.bind("llama_decode", JAVA_INT, ADDRESS, BATCH);
    getMemory = f.bind("llama_get_memory", ADDRESS, ADDRESS);
    memorySeqRm =
        f.bind("llama_memory_seq_rm", JAVA_BOOLEAN, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT);
    memoryClear = f.bindVoid("llama_memory_clear", ADDRESS, JAVA_BOOLEAN);
  }

  MemorySegment modelDefaultParams(SegmentAllocator arena) {
    try {
      return (MemorySegment) modelDefaultParams.invokeExact(arena);
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }

  /** Reads a GGUF from the current position of a {@code FILE *}; {@code NULL} on failure. */
  MemorySegment modelLoadFromFilePtr(MemorySegment file, MemorySegment params) {
    try {
      return (MemorySegment) modelLoadFromFilePtr.invokeExact(file, params);
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }

  void modelFree(MemorySegment model) {
    try {
      modelFree.invokeExact(model);
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }

  MemorySegment modelGetVocab(MemorySegment model) {
    try {
      return (MemorySegment) modelGetVocab.invokeExact(model);
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }

  MemorySegment contextDefaultParams(SegmentAllocator arena) {
    try {
      return (MemorySegment) contextDefaultParams.invokeExact(arena);
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }

  /** {@code NULL} on failure. */
  MemorySegment initFromModel(MemorySegment model, MemorySegment params) {
    try {
      return (MemorySegment) initFromModel.invokeExact(model, params);
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }

  void free(MemorySegment context) {
    try {
      free.invokeExact(context);
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }

  /** The sliding window in tokens; 0 if the model has none. */
  int modelNSwa(MemorySegment model) {
    try {
      return (int) modelNSwa.invokeExact(model);
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }

  /** The first position that every layer still holds; -1 if there is none. */
  int firstPosition(MemorySegment context) {
    try {
      var memory = (MemorySegment) getMemory.invokeExact(context);
      return (int) memorySeqPosMin.invokeExact(memory, 0);
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }

  /**
   * Decodes tokens that follow what the context holds; only the last one's logits are kept. Returns
   * llama_decode's code.
   */
  int decode(MemorySegment context, MemorySegment tokens, int count) {
    try (Arena arena = Arena.ofConfined()) {
      var batch = (MemorySegment) batchGetOne.invokeExact((SegmentAllocator) arena, tokens, count);
      return (int) decode.invokeExact(context, batch);
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }

  /**
   * Forgets all from a position on; false if this kind of memory cannot, and nothing is changed.
   */
  boolean forgetFrom(MemorySegment context, int position) {
    try {
      var memory = (MemorySegment) getMemory.invokeExact(context);
      return (boolean) memorySeqRm.invokeExact(memory, 0, position, -1);
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }

  void forgetAll(MemorySegment context) {
    try {
      var memory = (MemorySegment) getMemory.invokeExact(context);
      memoryClear.invokeExact(memory, true);
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }
}
