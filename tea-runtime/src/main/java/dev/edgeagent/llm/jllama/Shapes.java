package dev.edgeagent.llm.jllama;

import dev.edgeagent.llm.ContextSettings;
import dev.edgeagent.llm.GgufFile;
import dev.edgeagent.llm.LlmCallParams;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.PhysicalCores;
import dev.edgeagent.llm.llamacpp.ContextPlan;

/** Which context a call needs: as few different ones as possible, for they stay. */
final class Shapes {

  private static final int BATCH_TOKENS = 512;

  private final GgufFile gguf;

  Shapes(GgufFile gguf) {
    this.gguf = gguf;
  }

  /**
   * For a text and its answer; larger than needed where the user leaves the size open, so that a
   * conversation that grows needs a new one seldom.
   *
   * @throws ModelException if the prompt does not fit the model
   */
  Shape forText(int promptTokens, LlmCallParams params) throws ModelException {
    ContextSettings settings = params.context();
    int needed = ContextPlan.tokens(gguf, promptTokens, params);
    return new Shape(
        settings.tokens() > 0 ? needed : (int) Math.min(trained(needed), powerOfTwo(needed)),
        threads(settings),
        settings.batchTokens() > 0 ? settings.batchTokens() : BATCH_TOKENS,
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
    long room = settings.tokens() > 0 ? settings.tokens() : trained(tokens);
    if (tokens > room) {
      throw new ModelException(
          "context_length_exceeded: the text has %d tokens, and the context of %s has room for %d"
              .formatted(tokens, gguf.name(), room),
          "embed it in parts");
    }
    int size = (int) Math.min(room, Math.max(BATCH_TOKENS, powerOfTwo(tokens)));
    return new Shape(size, threads(settings), size, settings.kvType(), true);
  }

  private int threads(ContextSettings settings) {
    return settings.threads() > 0 ? settings.threads() : PhysicalCores.usableFor(gguf.size());
  }

  private long trained(int otherwise) {
    return gguf.trainedContext().filter(n -> n > 0).orElse((long) otherwise);
  }

  private static long powerOfTwo(int atLeast) {
    return atLeast <= 1 ? 1 : Long.highestOneBit(atLeast - 1L) << 1;
  }
}
