package dev.edgeagent.llm.jllama;

import dev.edgeagent.llm.ContextSettings;
import dev.edgeagent.llm.GgufFile;
import dev.edgeagent.llm.KvType;
import dev.edgeagent.llm.LlmCallParams;
import dev.edgeagent.llm.MemoryPlan;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.PhysicalCores;
import dev.edgeagent.llm.local.Architecture;
import dev.edgeagent.llm.local.ContextPlan;

/** Which context a call needs: as few different ones as possible, for they stay. */
final class Shapes {

  private final GgufFile gguf;
  private final ContextPlan plan;

  Shapes(GgufFile gguf, ContextPlan plan) {
    this.gguf = gguf;
    this.plan = plan;
  }

  /**
   * For a text and its answer; larger than needed where the user leaves the size open, so that a
   * conversation that grows needs a new one seldom.
   *
   * @throws ModelException if the prompt does not fit the model, or the model the precision
   */
  Shape forText(int promptTokens, LlmCallParams params) throws ModelException {
    ContextSettings settings = params.context();
    new Architecture(gguf).requireWholeBlocks(settings.kvType());
    int needed = plan.tokens(promptTokens, params);
    return new Shape(
        settings.tokens() > 0 ? needed : Math.min(plan.trained(), powerOfTwo(needed)),
        threads(settings),
        settings.batchTokens() > 0 ? settings.batchTokens() : MemoryPlan.BATCH_TOKENS,
        settings.kvType(),
        false);
  }

  /**
   * For an embedding, which is computed in one batch.
   *
   * @param tokens of the longest text
   * @throws ModelException if it does not fit the model
   */
  Shape forEmbedding(int tokens, ContextSettings settings) throws ModelException {
    int needed = plan.tokensOfText(tokens, settings);
    int size = Math.min(plan.trained(), powerOfTwo(Math.max(MemoryPlan.BATCH_TOKENS, needed)));
    return new Shape(size, threads(settings), size, KvType.F16, true);
  }

  private int threads(ContextSettings settings) {
    return settings.threads() > 0 ? settings.threads() : PhysicalCores.usableFor(gguf.size());
  }

  private static int powerOfTwo(int atLeast) {
    return (int) Math.min(Integer.MAX_VALUE, Long.highestOneBit(atLeast * 2L - 1));
  }
}
