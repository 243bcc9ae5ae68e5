package dev.edgeagent.llm.llamacpp;

import dev.edgeagent.llm.GgufFile;
import dev.edgeagent.llm.LlmCallParams;
import dev.edgeagent.llm.ModelException;

/** How large a context a call gets. */
public final class ContextPlan {

  /** Allocated at least, where the model was trained with as much: room for the next turns. */
  private static final int LEAST = 4096;

  private static final int STEP = 256;

  private ContextPlan() {}

  /**
   * The user's {@code n_ctx}; without one the prompt and the answer in steps of {@value #STEP}, at
   * least {@value #LEAST}, at most what the model was trained with.
   *
   * @return the size in tokens, prompt and answer together
   * @throws ModelException if that is more than the model was trained with, or the prompt alone
   *     does not leave room for an answer
   */
  public static int tokens(GgufFile gguf, int promptTokens, LlmCallParams params)
      throws ModelException {
    long trained = gguf.trainedContext().filter(n -> n > 0).orElse((long) LEAST);
    if (params.context().tokens() > trained) {
      throw new ModelException(
          "n_ctx %d is more than the %d tokens that %s was trained with"
              .formatted(params.context().tokens(), trained, gguf.name()),
          "set n_ctx to at most " + trained + ", or leave it out");
    }
    long needed = ((long) promptTokens + params.localMaxTokens() + STEP - 1) / STEP * STEP;
    long automatic = Math.min(trained, Math.max(LEAST, needed));
    int tokens =
        params.context().tokens() > 0
            ? params.context().tokens()
            : Math.clamp(automatic, 1, Integer.MAX_VALUE);
    if (promptTokens >= tokens) {
      throw new ModelException(
          "context_length_exceeded: the prompt has %d tokens, and the context of %s has room for %d, answer included"
              .formatted(promptTokens, gguf.name(), tokens),
          tokens < trained
              ? "raise n_ctx (at most " + trained + "), or shorten the prompt"
              : "shorten the prompt");
    }
    return tokens;
  }
}
