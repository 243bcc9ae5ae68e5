package dev.edgeagent.llm.llamacpp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.edgeagent.llm.Sampling;
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
  private final MethodHandle initPenalties;
  private final MethodHandle initGrammar;
  private final MethodHandle sample;
  private final MethodHandle apply;
  private final MethodHandle accept;
  private final MethodHandle cloneSampler;
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
    initPenalties =
        f.bind(
            "llama_sampler_init_penalties",
            ADDRESS,
            JAVA_INT,
            JAVA_INT,
            JAVA_FLOAT,
            JAVA_FLOAT,
            JAVA_FLOAT);
    initGrammar = f.bind("llama_sampler_init_grammar", ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    apply = f.bindVoid("llama_sampler_apply", ADDRESS, ADDRESS);
    accept = f.bindVoid("llama_sampler_accept", ADDRESS, JAVA_INT);
    cloneSampler = f.bind("llama_sampler_clone", ADDRESS, ADDRESS);
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

  MemorySegment penalties(int vocabulary, int lastTokens, Sampling sampling) {
    try {
      return (MemorySegment)
          initPenalties.invokeExact(
              vocabulary,
              lastTokens,
              (float) sampling.repeatPenalty(),
              (float) sampling.frequencyPenalty(),
              (float) sampling.presencePenalty());
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }

  /** {@code NULL} if llama.cpp cannot read it; what is wrong goes to stderr, past its log. */
  MemorySegment grammar(MemorySegment vocab, String gbnf) {
    try (Arena arena = Arena.ofConfined()) {
      return (MemorySegment)
          initGrammar.invokeExact(vocab, arena.allocateFrom(gbnf), arena.allocateFrom("root"));
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }

  /** Has a sampler work on a {@code llama_token_data_array}. */
  void apply(MemorySegment sampler, MemorySegment candidates) {
    try {
      apply.invokeExact(sampler, candidates);
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }

  /** Tells a sampler what was chosen; a grammar that does not allow it ends the process. */
  void accept(MemorySegment sampler, int token) {
    try {
      accept.invokeExact(sampler, token);
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }

  MemorySegment cloneOf(MemorySegment sampler) {
    try {
      return (MemorySegment) cloneSampler.invokeExact(sampler);
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }

  /** Chooses from the last logits of the context, and has the chain accept it. */
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
