package dev.edgeagent.llm;

/**
 * How the next token is chosen.
 *
 * @param temperature 0 for the likeliest token always (greedy); then the rest has no effect
 * @param topK of the likeliest tokens only so many; 0 for all
 * @param topP of the likeliest tokens only as many as reach this share of probability; 1 for all
 * @param minP only tokens at least this share of the likeliest one's probability; 0 for all
 * @param seed the same seed gives the same text
 */
public record Sampling(double temperature, int topK, double topP, double minP, int seed) {

  public Sampling {
    require(temperature >= 0 && temperature <= 100, "temperature", temperature, "from 0 to 100");
    require(topK >= 0, "top_k", topK, "0 or more");
    require(topP > 0 && topP <= 1, "top_p", topP, "above 0, at most 1");
    require(minP >= 0 && minP <= 1, "min_p", minP, "from 0 to 1");
  }

  private static void require(boolean holds, String name, Number value, String range) {
    if (!holds) {
      throw new IllegalArgumentException(name + " must be " + range + ", got " + value);
    }
  }
}
