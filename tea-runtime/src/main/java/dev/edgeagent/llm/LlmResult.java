package dev.edgeagent.llm;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a model answered.
 *
 * @param content the text
 * @param model the model's file name without {@code .gguf}
 * @param backend {@code local}
 */
public record LlmResult(
    String content,
    String model,
    String backend,
    FinishReason finishReason,
    Usage usage,
    Timings timings) {

  /** Why the text ends where it does. */
  public enum FinishReason {
    /** The model ended it, or a stop string did. */
    STOP,
    /** {@code max_tokens} are made, or the context is full. */
    LENGTH
  }

  /**
   * @param loadMs milliseconds that loading the model took; 0 if it was loaded already
   * @param promptMs milliseconds for reading the prompt
   * @param promptTokens tokens read in that time: those of the prompt that were not in the context
   *     already
   * @param predictedMs milliseconds for generating
   * @param predictedTokens tokens generated in that time
   */
  public record Timings(
      double loadMs, double promptMs, int promptTokens, double predictedMs, int predictedTokens) {

    private static double perSecond(int tokens, double ms) {
      return ms > 0 ? rounded(tokens * 1000 / ms) : 0;
    }

    private static double rounded(double value) {
      return Math.round(value * 10) / 10.0;
    }

    private Map<String, Object> asMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("load_ms", rounded(loadMs));
      map.put("prompt_ms", rounded(promptMs));
      map.put("prompt_per_second", perSecond(promptTokens, promptMs));
      map.put("predicted_ms", rounded(predictedMs));
      map.put("predicted_per_second", perSecond(predictedTokens, predictedMs));
      return map;
    }
  }

  /** The form that workflows see. */
  public Map<String, Object> asMap() {
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("prompt_tokens", (long) usage.promptTokens());
    counts.put("completion_tokens", (long) usage.completionTokens());
    counts.put("total_tokens", (long) usage.totalTokens());
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("content", content);
    map.put("model", model);
    map.put("backend", backend);
    map.put("finish_reason", finishReason.name().toLowerCase(java.util.Locale.ROOT));
    map.put("usage", counts);
    map.put("tokens_used", (long) usage.totalTokens());
    map.put("timings", timings.asMap());
    return map;
  }
}
