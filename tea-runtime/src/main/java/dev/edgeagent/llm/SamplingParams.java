package dev.edgeagent.llm;

import org.jspecify.annotations.Nullable;

/**
 * What a caller says of how the next token is chosen. What is null is for the model to decide; an
 * API is not told it.
 *
 * @param temperature 0 for the likeliest token always, at most 100
 * @param topK of the likeliest tokens only so many; 0 for all
 * @param topP of the likeliest tokens only as many as reach this share of probability; 1 for all
 * @param minP only tokens at least this share of the likeliest one's probability; 0 for all
 * @param seed the same seed gives the same text; 0 or more
 * @param repeatPenalty divides the likelihood of tokens that came already; from 0.01 to 100, 1 for
 *     none (local)
 * @param frequencyPenalty is taken off for each time that a token came already; from -2 to 2
 * @param presencePenalty is taken off for a token that came already; from -2 to 2
 */
public record SamplingParams(
    @Nullable Double temperature,
    @Nullable Integer topK,
    @Nullable Double topP,
    @Nullable Double minP,
    @Nullable Integer seed,
    @Nullable Double repeatPenalty,
    @Nullable Double frequencyPenalty,
    @Nullable Double presencePenalty) {

  /** All for the model to decide. */
  public static final SamplingParams NONE =
      new SamplingParams(null, null, null, null, null, null, null, null);

  public SamplingParams {
    require(temperature, 0, 100, "temperature", "from 0 to 100");
    require(topK, 0, Integer.MAX_VALUE, "top_k", "0 or more");
    require(topP, Double.MIN_VALUE, 1, "top_p", "above 0, at most 1");
    require(minP, 0, 1, "min_p", "from 0 to 1");
    require(seed, 0, Integer.MAX_VALUE, "seed", "0 or more"); // llama.cpp's -1 is none
    require(
        repeatPenalty, Sampling.LEAST_REPEAT_PENALTY, 100, "repeat_penalty", "from 0.01 to 100");
    require(frequencyPenalty, -2, 2, "frequency_penalty", "from -2 to 2");
    require(presencePenalty, -2, 2, "presence_penalty", "from -2 to 2");
  }

  private static void require(
      @Nullable Number value, double least, double most, String name, String range) {
    if (value != null && !(value.doubleValue() >= least && value.doubleValue() <= most)) {
      throw new IllegalArgumentException(name + " must be " + range + ", got " + value);
    }
  }

  /** The likeliest token always. */
  public static SamplingParams greedy() {
    return new SamplingParams(0.0, null, null, null, null, null, null, null);
  }
}
