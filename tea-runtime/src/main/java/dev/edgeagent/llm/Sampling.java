package dev.edgeagent.llm;

import org.jspecify.annotations.Nullable;

/**
 * How the next token is chosen, with nothing left open; components as in {@link SamplingParams}.
 */
public record Sampling(
    double temperature,
    int topK,
    double topP,
    double minP,
    int seed,
    double repeatPenalty,
    double frequencyPenalty,
    double presencePenalty) {

  /**
   * What the caller says, over this.
   *
   * @param seed for a caller who gave none
   */
  public Sampling with(SamplingParams given, int seed) {
    return new Sampling(
        or(given.temperature(), temperature),
        or(given.topK(), topK),
        or(given.topP(), topP),
        or(given.minP(), minP),
        or(given.seed(), seed),
        or(given.repeatPenalty(), repeatPenalty),
        or(given.frequencyPenalty(), frequencyPenalty),
        or(given.presencePenalty(), presencePenalty));
  }

  /** Whether tokens that came already are less likely to come again. */
  public boolean hasPenalties() {
    return repeatPenalty != 1 || frequencyPenalty != 0 || presencePenalty != 0;
  }

  private static <T> T or(@Nullable T given, T otherwise) {
    return given == null ? otherwise : given;
  }
}
