package dev.edgeagent.llm.llamacpp;

import dev.edgeagent.llm.ContextSettings;
import dev.edgeagent.llm.GgufFile;
import dev.edgeagent.llm.LlmCallParams;
import dev.edgeagent.llm.MemoryBudget;
import dev.edgeagent.llm.MemoryPlan;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.PhysicalCores;
import dev.edgeagent.llm.local.Architecture;
import dev.edgeagent.llm.local.ContextPlan;
import dev.edgeagent.llm.local.ContextShape;
import java.lang.foreign.MemorySegment;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The contexts of a loaded model, at most one that writes and one that makes embeddings. They stay
 * for the next call, and are made anew when that wants another.
 */
final class ModelContexts implements AutoCloseable {

  private final LlamaLibrary library;
  private final GgufFile gguf;
  private final MemorySegment model;
  private final Architecture architecture;
  private final ContextPlan plan;
  private final int automaticThreads;
  private @Nullable LlamaContext writing;
  private @Nullable EmbeddingContext embedding;

  ModelContexts(
      LlamaLibrary library,
      GgufFile gguf,
      MemorySegment model,
      Supplier<MemoryBudget.Amount> budget) {
    this.library = library;
    this.gguf = gguf;
    this.model = model;
    this.architecture = new Architecture(gguf);
    this.plan = new ContextPlan(gguf, budget);
    this.automaticThreads = PhysicalCores.usableFor(gguf.size());
  }

  /**
   * One with room for a prompt and its answer. What it holds of an earlier text is for the caller
   * to keep or to forget.
   *
   * @throws ModelException if the prompt, the context or the memory is too small
   */
  LlamaContext forPrompt(int promptTokens, LlmCallParams params) throws ModelException {
    architecture.requireGenerator();
    ContextSettings settings = params.context();
    architecture.requireWholeBlocks(settings.kvType());
    boolean isChosen = settings.tokens() > 0;
    var wanted =
        new ContextShape(
            plan.tokens(promptTokens, params),
            threads(settings),
            settings.batchTokens() > 0 ? settings.batchTokens() : MemoryPlan.BATCH_TOKENS,
            settings.kvType());
    if (writing != null && serves(writing.shape(), wanted, isChosen)) {
      return writing;
    }
    ContextShape roomy = isChosen ? wanted : wanted.withTokens(roomy(wanted.tokens()));
    long held = writing == null ? 0 : bytes(writing.shape());
    if (embedding != null && !plan.fits(roomy, held)) {
      embedding.close();
      embedding = null;
    }
    ContextShape affordable =
        wanted.withTokens(plan.affordable(roomy, promptTokens, isChosen, held));
    if (writing != null && isLittleSmaller(writing.shape(), affordable, wanted, promptTokens)) {
      return writing;
    }
    if (writing != null) {
      writing.close();
      writing = null;
    }
    writing = LlamaContext.create(library, model, affordable);
    return writing;
  }

  private long bytes(ContextShape shape) {
    MemoryPlan taken =
        MemoryPlan.of(gguf, shape.tokens(), shape.kvType(), false, shape.stepTokens());
    return taken.kvCache() + taken.compute();
  }

  /**
   * One that a conversation has outgrown is replaced by one half as large again, or each turn would
   * read all of it anew; but not where that computes short texts in another way.
   */
  private int roomy(int tokens) {
    int grown =
        writing == null ? 0 : writing.capacity() / 2 * 3 / MemoryPlan.STEP * MemoryPlan.STEP;
    boolean isGrowing = writing != null && tokens > writing.capacity();
    int most = tokens <= architecture.shortContext() ? architecture.shortContext() : plan.trained();
    return isGrowing ? Math.max(tokens, Math.min(grown, most)) : tokens;
  }

  private boolean serves(ContextShape has, ContextShape wanted, boolean isChosen) {
    if (has.threads() != wanted.threads()
        || has.batchTokens() != wanted.batchTokens()
        || has.kvType() != wanted.kvType()) {
      return false;
    }
    // One that the user chose has the size that he chose; an automatic one may be larger.
    return isChosen
        ? has.tokens() == wanted.tokens()
        : has.tokens() >= wanted.tokens() && computesAlike(has.tokens(), wanted.tokens());
  }

  /**
   * Where the memory has no room for what is wanted: whether a new context would have too little
   * more to be worth reading everything again.
   */
  private boolean isLittleSmaller(
      ContextShape has, ContextShape affordable, ContextShape wanted, int promptTokens) {
    return affordable.tokens() < wanted.tokens()
        && has.tokens() > promptTokens
        && has.tokens() >= affordable.tokens() / 4 * 3
        && serves(has, wanted.withTokens(has.tokens()), false);
  }

  /**
   * One with room for a text.
   *
   * @param longest of all texts of the call, in tokens
   */
  EmbeddingContext forText(int textTokens, int longest, ContextSettings settings)
      throws ModelException {
    int tokens = plan.tokensOfText(textTokens, settings);
    int threads = threads(settings);
    if (embedding != null
        && embedding.threads() == threads
        && embedding.capacity() >= tokens
        && computesAlike(embedding.capacity(), tokens)) {
      return embedding;
    }
    if (embedding != null) {
      embedding.close();
      embedding = null;
    }
    int roomy = plan.tokensOfText(longest, settings);
    int size = computesAlike(roomy, tokens) ? roomy : tokens;
    requireMemory(size);
    embedding = EmbeddingContext.create(library, model, architecture, size, threads);
    return embedding;
  }

  /** Whether a text of so many tokens is computed in the same way in a larger context. */
  private boolean computesAlike(int capacity, int tokens) {
    int shorter = architecture.shortContext();
    return shorter == 0 || capacity <= shorter || tokens > shorter;
  }

  private int threads(ContextSettings settings) {
    return settings.threads() > 0 ? settings.threads() : automaticThreads;
  }

  /** Frees the other context where only that makes room. */
  private void requireMemory(int textTokens) throws ModelException {
    long bytes = EmbeddingContext.bytes(gguf, architecture, textTokens);
    try {
      plan.requireRoomForText(textTokens, bytes);
    } catch (ModelException e) {
      if (writing == null) {
        throw e;
      }
      writing.close();
      writing = null;
      plan.requireRoomForText(textTokens, bytes);
    }
  }

  @Override
  public void close() {
    if (writing != null) {
      writing.close();
      writing = null;
    }
    if (embedding != null) {
      embedding.close();
      embedding = null;
    }
  }
}
