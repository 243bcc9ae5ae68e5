package dev.edgeagent.llm.local;

import dev.edgeagent.llm.KvType;

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
  public ContextShape withTokens(int count) {
    return new ContextShape(count, threads, batchTokens, kvType);
  }

  /** Read in one step. */
  public int stepTokens() {
    return Math.min(batchTokens, STEP_TOKENS);
  }
}
