package dev.edgeagent.llm.llamacpp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;

/** The sampler functions of llama.cpp's C API; as {@link LlamaApi}, they check nothing. */
final class SamplerApi {

  /** {@code struct llama_sampler_chain_params}. */
  private static final StructLayout CHAIN_PARAMS = MemoryLayout.structLayout(JAVA_BOOLEAN);

  private final MethodHandle chainDefaultParams;
  private final MethodHandle chainInit;
  private final MethodHandle chainAdd;
  private final MethodHandle initGreedy;
  private final MethodHandle initTopK;
  private final MethodHandle initTopP;
  private final MethodHandle initMinP;
  private final MethodHandle initTemp;
  private final MethodHandle initDist;
  private final MethodHandle sample;
  private final MethodHandle free;

  SamplerApi(NativeFunctions f) {
    chainDefaultParams = f.bind("llama_sampler_chain_default_params", CHAIN_PARAMS);
    chainInit = f.bind("llama_sampler_chain_init", ADDRESS, CHAIN_PARAMS);
    chainAdd = f.bindVoid("llama_sampler_chain_add", ADDRESS, ADDRESS);
    initGreedy = f.bind("llama_sampler_init_greedy", ADDRESS);
    initTopK = f.bind("llama_sampler_init_top_k", ADDRESS, JAVA_INT);
    initTopP = f.bind("llama_sampler_init_top_p", ADDRESS, JAVA_FLOAT, JAVA_LONG);
    initMinP = f.bind("llama_sampler_init_min_p", ADDRESS, JAVA_FLOAT, JAVA_LONG);
    initTemp = f.bind("llama_sampler_init_temp", ADDRESS, JAVA_FLOAT);
    initDist = f.bind("llama_sampler_init_dist", ADDRESS, JAVA_INT);
    sample = f.bind("llama_sampler_sample", JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);
    free = f.bindVoid("llama_sampler_free", ADDRESS);
  }

  MemorySegment chain() {
    try (Arena arena = Arena.ofConfined()) {
      var params = (MemorySegment) chainDefaultParams.invokeExact((SegmentAllocator) arena);
      return (MemorySegment) chainInit.invokeExact(params);
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }

  void chainAdd(MemorySegment chain, MemorySegment sampler) {
    try {
      chainAdd.invokeExact(chain, sampler);
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }

  MemorySegment greedy() {
    try {
      return (MemorySegment) initGreedy.invokeExact();
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }

  MemorySegment topK(int k) {
    try {
      return (MemorySegment) initTopK.invokeExact(k);
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }

  MemorySegment topP(float p) {
    try {
      return (MemorySegment) initTopP.invokeExact(p, 1L);
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }

  MemorySegment minP(float p) {
    try {
      return (MemorySegment) initMinP.invokeExact(p, 1L);
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }

  MemorySegment temperature(float temperature) {
    try {
      return (MemorySegment) initTemp.invokeExact(temperature);
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }

  MemorySegment dist(int seed) {
    try {
      return (MemorySegment) initDist.invokeExact(seed);
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }

  /** Chooses from the last logits of the context. */
  int sample(MemorySegment chain, MemorySegment context) {
    try {
      return (int) sample.invokeExact(chain, context, -1);
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }

  void free(MemorySegment chain) {
    try {
      free.invokeExact(chain);
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }
}
