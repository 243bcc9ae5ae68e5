package dev.edgeagent.llm.llamacpp;

import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.Sampling;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the tokens of one answer: penalties, then top_k, top_p, min_p, temperature and the draw,
 * the order of llama.cpp's own programs. Temperature 0 takes the likeliest token after the
 * penalties.
 */
final class TokenSampler implements AutoCloseable {

  /** So many of the last tokens count for penalties, those of the prompt included. */
  private static final int PENALTY_LAST_TOKENS = 64;

  private final SamplerApi api;
  private final boolean hasPenalties;
  private final @Nullable GrammarSampler grammar;
  private MemorySegment chain;

  /**
   * @param gbnf what the answer must keep to; null for anything
   * @throws ModelException if llama.cpp cannot read the grammar
   */
  TokenSampler(
      LlamaLibrary library, Vocabulary vocabulary, Sampling sampling, @Nullable String gbnf)
      throws ModelException {
    this.api = library.samplers();
    this.hasPenalties = sampling.hasPenalties();
    this.grammar = gbnf == null ? null : new GrammarSampler(library, vocabulary, gbnf);
    this.chain = chain(vocabulary.size(), sampling);
  }

  /** Has the penalties see the end of the prompt. */
  void readPrompt(int[] prompt) {
    if (hasPenalties) {
      for (int i = Math.max(0, prompt.length - PENALTY_LAST_TOKENS); i < prompt.length; i++) {
        api.accept(chain, prompt[i]);
      }
    }
  }

  /**
   * The next token, by the last logits of the context.
   *
   * @throws ModelException if the grammar leaves none to choose
   */
  int next(MemorySegment context) throws ModelException {
    if (grammar == null) {
      return api.sample(chain, context);
    }
    int wanted = sampleIfAllowed(context, grammar);
    if (wanted >= 0) {
      grammar.accept(wanted);
      return wanted;
    }
    int token = grammar.choose(chain, context);
    api.accept(chain, token);
    grammar.accept(token);
    return token;
  }

  /** What the chain wants; -1 if the grammar refuses it, and then no penalty counts it. */
  private int sampleIfAllowed(MemorySegment context, GrammarSampler grammar) {
    MemorySegment attempt = hasPenalties ? api.cloneOf(chain) : chain;
    int token = api.sample(attempt, context);
    boolean isAllowed = grammar.allows(token);
    if (hasPenalties) {
      api.free(isAllowed ? chain : attempt);
      chain = isAllowed ? attempt : chain;
    }
    return isAllowed ? token : -1;
  }

  private MemorySegment chain(int vocabulary, Sampling sampling) {
    MemorySegment chain = api.chain();
    if (sampling.hasPenalties()) {
      api.chainAdd(chain, api.penalties(vocabulary, PENALTY_LAST_TOKENS, sampling));
    }
    if (sampling.isGreedy()) {
      api.chainAdd(chain, api.greedy());
      return chain;
    }
    if (sampling.topK() > 0) {
      api.chainAdd(chain, api.topK(sampling.topK()));
    }
    if (sampling.topP() < 1) {
      api.chainAdd(chain, api.topP((float) sampling.topP()));
    }
    if (sampling.minP() > 0) {
      api.chainAdd(chain, api.minP((float) sampling.minP()));
    }
    api.chainAdd(chain, api.temperature((float) sampling.temperature()));
    api.chainAdd(chain, api.dist(sampling.seed()));
    return chain;
  }

  @Override
  public void close() {
    if (grammar != null) {
      grammar.close();
    }
    api.free(chain);
  }
}
