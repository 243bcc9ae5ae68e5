package dev.edgeagent.llm.jllama;

import dev.edgeagent.llm.KvType;
import dev.edgeagent.llm.llamacpp.ContextShape;

/**
 * How llama.cpp computes; fixed when it loads a model.
 *
 * @param tokens the context
 * @param batchTokens read at a time
 * @param embeds whether it is for embeddings, not for text
 */
record Shape(int tokens, int threads, int batchTokens, KvType kvType, boolean embeds) {

  /** Whether a context of this shape does for one of the other. */
  boolean includes(Shape other) {
    return tokens >= other.tokens && resembles(other);
  }

  /** Of the same kind, with more or less room. */
  boolean resembles(Shape other) {
    return withTokens(other.tokens).equals(other);
  }

  /** For a plan of the memory. */
  ContextShape planned() {
    return new ContextShape(tokens, threads, batchTokens, kvType);
  }

  Shape withTokens(int count) {
    return new Shape(count, threads, batchTokens, kvType, embeds);
  }
}
