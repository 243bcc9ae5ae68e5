package dev.edgeagent.llm.llamacpp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.invoke.MethodHandle;

/**
 * The functions of llama.cpp 0.5.0's C API (include/llama.h) that tea uses, with their C names in
 * Java's spelling. Nothing is checked here: a wrong argument ends the process.
 */
final class LlamaApi {

  /** What {@link #decode} returns when the abort callback ended it. */
  static final int ABORTED = 2;

  private final MethodHandle modelDefaultParams;
  private final MethodHandle modelLoadFromFilePtr;
  private final MethodHandle modelFree;
  private final MethodHandle modelGetVocab;
  private final MethodHandle contextDefaultParams;
  private final MethodHandle initFromModel;
  private final MethodHandle free;
  private final MethodHandle modelNSwa;
  private final MethodHandle memorySeqPosMin;
  private final MethodHandle decode;
  private final MethodHandle encode;
  private final MethodHandle getLogits;
  private final MethodHandle getEmbeddings;
  private final MethodHandle getEmbeddingsSeq;
  private final MethodHandle modelNEmbdOut;
  private final MethodHandle getMemory;
  private final MethodHandle memorySeqRm;
  private final MethodHandle memoryClear;

  LlamaApi(NativeFunctions f) {
    modelDefaultParams = f.bind("llama_model_default_params", LlamaStructs.ModelParams.LAYOUT);
    modelLoadFromFilePtr =
        f.bind("llama_model_load_from_file_ptr", ADDRESS, ADDRESS, LlamaStructs.ModelParams.LAYOUT);
    modelFree = f.bindVoid("llama_model_free", ADDRESS);
    modelGetVocab = f.bind("llama_model_get_vocab", ADDRESS, ADDRESS);
    contextDefaultParams =
        f.bind("llama_context_default_params", LlamaStructs.ContextParams.LAYOUT);
    initFromModel =
        f.bind("llama_init_from_model", ADDRESS, ADDRESS, LlamaStructs.ContextParams.LAYOUT);
    free = f.bindVoid("llama_free", ADDRESS);
    modelNSwa = f.bind("llama_model_n_swa", JAVA_INT, ADDRESS);
    memorySeqPosMin = f.bind("llama_memory_seq_pos_min", JAVA_INT, ADDRESS, JAVA_INT);
    decode = f.bind("llama_decode", JAVA_INT, ADDRESS, LlamaStructs.Batch.LAYOUT);
    encode = f.bind("llama_encode", JAVA_INT, ADDRESS, LlamaStructs.Batch.LAYOUT);
    getLogits = f.bind("llama_get_logits_ith", ADDRESS, ADDRESS, JAVA_INT);
    getEmbeddings = f.bind("llama_get_embeddings_ith", ADDRESS, ADDRESS, JAVA_INT);
    getEmbeddingsSeq = f.bind("llama_get_embeddings_seq", ADDRESS, ADDRESS, JAVA_INT);
    modelNEmbdOut = f.bind("llama_model_n_embd_out", JAVA_INT, ADDRESS);
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

  /** Decodes a {@link LlamaStructs.Batch}; returns llama_decode's code. */
  int decode(MemorySegment context, MemorySegment batch) {
    try {
      return (int) decode.invokeExact(context, batch);
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }

  /** The same for models that read the whole text at once; all of it in one batch. */
  int encode(MemorySegment context, MemorySegment batch) {
    try {
      return (int) encode.invokeExact(context, batch);
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }

  /** The logits of the last token: float[vocabulary]. */
  MemorySegment lastLogits(MemorySegment context) {
    try {
      return (MemorySegment) getLogits.invokeExact(context, -1);
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }

  /** What the model makes of a batch's token, where nothing is pooled; {@code NULL} if nothing. */
  MemorySegment embeddings(MemorySegment context, int token) {
    try {
      return (MemorySegment) getEmbeddings.invokeExact(context, token);
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }

  /** What the model makes of the text, where that is pooled; {@code NULL} if nothing. */
  MemorySegment pooledEmbeddings(MemorySegment context) {
    try {
      return (MemorySegment) getEmbeddingsSeq.invokeExact(context, 0);
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }

  /** How many numbers an embedding has. */
  int embeddingWidth(MemorySegment model) {
    try {
      return (int) modelNEmbdOut.invokeExact(model);
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

  /** Does nothing to a context that keeps nothing. */
  void forgetAll(MemorySegment context) {
    try {
      var memory = (MemorySegment) getMemory.invokeExact(context);
      if (!memory.equals(MemorySegment.NULL)) {
        memoryClear.invokeExact(memory, true);
      }
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }
}
