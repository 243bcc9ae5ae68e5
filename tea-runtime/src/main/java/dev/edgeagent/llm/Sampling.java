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

  /** A likelihood divided by less would grow beyond what a float can say. */
  static final double LEAST_REPEAT_PENALTY = 0.01;

  /** The likelihoods are divided by it: by less, they would be more than a float can say. */
  private static final double LEAST_TEMPERATURE = 1e-6;

  /** The Edge Agent's, for models of no family that is known here. */
  private static final Sampling REFERENCE = new Sampling(0.7, 40, 0.95, 0.05, 0, 1, 0, 0);

  /** What the Gemma team recommends for Gemma 3 and 3n. */
  private static final Sampling GEMMA = new Sampling(1.0, 64, 0.95, 0, 0, 1, 0, 0);

  /** Microsoft recommends temperatures from 0 to 0.3 for Phi-4-mini. */
  private static final Sampling PHI = new Sampling(0.3, 40, 0.95, 0.05, 0, 1, 0, 0);

  /**
   * What suits a family of models.
   *
   * @param architecture {@code general.architecture} of a GGUF file
   */
  static Sampling ofFamily(String architecture) {
    return switch (architecture) {
      case "gemma3", "gemma3n" -> GEMMA;
      case "phi3" -> PHI;
      default -> REFERENCE;
    };
  }

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

  /** Whether the likeliest token is taken always, which is what the smallest temperatures mean. */
  public boolean isGreedy() {
    return temperature < LEAST_TEMPERATURE;
  }

  /** Whether tokens that came already are less likely to come again. */
  public boolean hasPenalties() {
    return repeatPenalty != 1 || frequencyPenalty != 0 || presencePenalty != 0;
  }

  private static <T> T or(@Nullable T given, T otherwise) {
    return given == null ? otherwise : given;
  }
}
