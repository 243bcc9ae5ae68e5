package dev.edgeagent.llm.local;

import dev.edgeagent.llm.ContextSettings;
import dev.edgeagent.llm.GgufFile;
import dev.edgeagent.llm.KvType;
import dev.edgeagent.llm.LlmCallParams;
import dev.edgeagent.llm.MemoryBudget;
import dev.edgeagent.llm.MemoryPlan;
import dev.edgeagent.llm.ModelException;
import java.util.function.Supplier;

/** How large a context a call gets: by what is asked for, by the model, and by the memory. */
public final class ContextPlan {

  /** Allocated at least, where the model was trained with as much: room for the next turns. */
  private static final int LEAST = 4096;

  private static final int STEP = MemoryPlan.STEP;

  private final GgufFile gguf;
  private final int trained;
  private final Supplier<MemoryBudget.Amount> budget;

  /**
   * @param budget what the process may still take, at the time of the question
   */
  public ContextPlan(GgufFile gguf, Supplier<MemoryBudget.Amount> budget) {
    this.gguf = gguf;
    this.trained =
        Math.clamp(
            gguf.trainedContext().filter(n -> n > 0).orElse((long) LEAST), 1, Integer.MAX_VALUE);
    this.budget = budget;
  }

  /** What the model was trained with, in tokens. */
  public int trained() {
    return trained;
  }

  /**
   * The user's {@code n_ctx}; without one the prompt and the answer in steps of {@value
   * MemoryPlan#STEP}, at least {@value #LEAST}, at most what the model was trained with.
   *
   * @return the size in tokens, prompt and answer together
   * @throws ModelException if that is more than the model was trained with, or the prompt alone
   *     does not leave room for an answer
   */
  public int tokens(int promptTokens, LlmCallParams params) throws ModelException {
    int chosen = chosen(params.context());
    int tokens =
        chosen > 0
            ? chosen
            : Math.min(trained, Math.max(LEAST, rounded(promptTokens, params.localMaxTokens())));
    requireRoom(promptTokens, tokens);
    return tokens;
  }

  /** Whether a context of this shape fits into the memory. */
  public boolean fits(ContextShape shape, long heldBytes) {
    return plan(shape).total() <= available(budget.get(), heldBytes);
  }

  /**
   * The shape's tokens, or fewer where only fewer fit into the memory and the size is not the
   * user's.
   *
   * @param isChosen whether the user chose the size
   * @param heldBytes that are freed before it is made
   * @throws ModelException if it does not fit
   */
  public int affordable(ContextShape shape, int promptTokens, boolean isChosen, long heldBytes)
      throws ModelException {
    MemoryBudget.Amount amount = budget.get();
    long available = available(amount, heldBytes);
    MemoryPlan plan = plan(shape);
    if (plan.total() <= available) {
      return shape.tokens();
    }
    int fits = MemoryPlan.largestContext(gguf, shape.kvType(), false, available);
    if (!isChosen && fits > 0 && fits < shape.tokens()) {
      requireRoom(promptTokens, fits);
      return fits;
    }
    throw tooLarge(
            "with n_ctx " + shape.tokens(),
            plan,
            new MemoryBudget.Amount(available, amount.source()),
            fits > 0
                ? "set n_ctx to at most " + fits + ", set kv_type: q8_0, or free memory"
                : "free memory, or use a smaller model")
        .about(isChosen ? "n_ctx" : null);
  }

  /**
   * @param bytes of a context for embeddings
   * @throws ModelException if it does not fit into the memory
   */
  public void requireRoomForText(int tokens, long bytes) throws ModelException {
    MemoryBudget.Amount amount = budget.get();
    MemoryPlan without = plan(new ContextShape(STEP, 1, 1, KvType.F16));
    var plan = new MemoryPlan(without.weights(), 0, bytes, 0, without.jvm());
    if (plan.total() > amount.bytes()) {
      throw tooLarge(
          "for a text of " + tokens + " tokens",
          plan,
          amount,
          "split the text, free memory, or use a smaller model");
    }
  }

  private ModelException tooLarge(
      String purpose, MemoryPlan plan, MemoryBudget.Amount amount, String fix) {
    return new ModelException(
        "model %s %s needs %s (%s), and %s are %s"
            .formatted(
                gguf.name(),
                purpose,
                MemoryPlan.mib(plan.total()),
                plan,
                MemoryPlan.mib(amount.bytes()),
                amount.source()),
        fix);
  }

  /** Repacked weights are there already when a context is made. */
  private MemoryPlan plan(ContextShape shape) {
    return MemoryPlan.of(gguf, shape.tokens(), shape.kvType(), false, shape.stepTokens());
  }

  private static long available(MemoryBudget.Amount amount, long heldBytes) {
    return Math.min(amount.bytes(), Long.MAX_VALUE / 2) + heldBytes;
  }

  /** Room for a text alone, as {@link #tokens} for a prompt and an answer. */
  public int tokensOfText(int textTokens, ContextSettings settings) throws ModelException {
    int chosen = chosen(settings);
    int most = chosen > 0 ? chosen : trained;
    if (textTokens > most) {
      throw ModelException.contextLengthExceeded(
          "the text has %d tokens, and the context of %s has room for %d"
              .formatted(textTokens, gguf.name(), most),
          "shorten the text, or split it");
    }
    return Math.min(most, rounded(textTokens, 0));
  }

  private int chosen(ContextSettings settings) throws ModelException {
    if (settings.tokens() > trained) {
      throw new ModelException(
              "n_ctx %d is more than the %d tokens that %s was trained with"
                  .formatted(settings.tokens(), trained, gguf.name()),
              "set n_ctx to at most " + trained + ", or leave it out")
          .about("n_ctx");
    }
    return settings.tokens();
  }

  private void requireRoom(int promptTokens, int tokens) throws ModelException {
    if (promptTokens >= tokens) {
      throw ModelException.contextLengthExceeded(
          "the prompt has %d tokens, and the context of %s has room for %d, answer included"
              .formatted(promptTokens, gguf.name(), tokens),
          tokens < trained
              ? "raise n_ctx (at most " + trained + "), or shorten the prompt"
              : "shorten the prompt");
    }
  }

  private static int rounded(int tokens, int more) {
    return Math.clamp(
        ((long) tokens + more + STEP - 1) / STEP * STEP, STEP, Integer.MAX_VALUE / STEP * STEP);
  }
}
