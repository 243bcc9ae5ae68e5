package dev.edgeagent.llm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model answered.
 *
 * @param content the text; may be empty beside tool calls
 * @param model the model's file name without {@code .gguf}, or what the API calls it
 * @param backend {@code local} or {@code api}
 * @param toolCalls what it asks for; empty unless tools were offered
 */
public record LlmResult(
    String content,
    String model,
    String backend,
    FinishReason finishReason,
    List<ToolCall> toolCalls,
    Usage usage,
    Timings timings) {

  public LlmResult {
    toolCalls = List.copyOf(toolCalls);
  }

  /** Why the text ends where it does. */
  public enum FinishReason {
    /** The model ended it, or a stop string did. */
    STOP,
    /** {@code max_tokens} are made, or the context is full. */
    LENGTH,
    /** The model waits for the results of tools. */
    TOOL_CALLS,
    /** The listener wanted no more. */
    CANCELLED;

    /** As workflows and the OpenAI API write it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * How long it took; null for what was not measured.
   *
   * @param loadMs milliseconds that loading the model took; 0 if it was loaded already
   * @param promptMs milliseconds for reading the prompt
   * @param promptTokens tokens read in that time: those of the prompt that were not in the context
   *     already
   * @param predictedMs milliseconds for generating
   * @param predictedTokens tokens generated in that time
   */
  public record Timings(
      @Nullable Double loadMs,
      @Nullable Double promptMs,
      int promptTokens,
      @Nullable Double predictedMs,
      int predictedTokens) {

    /** Nothing was measured. */
    public static final Timings UNKNOWN = new Timings(null, null, 0, null, 0);

    private static @Nullable Double perSecond(int tokens, @Nullable Double ms) {
      return ms == null ? null : ms > 0 ? rounded(tokens * 1000 / ms) : 0.0;
    }

    private static @Nullable Double rounded(@Nullable Double value) {
      return value == null ? null : Math.round(value * 10) / 10.0;
    }

    /** The form that workflows see. */
    public Map<String, @Nullable Object> asMap() {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
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
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("content", content);
    map.put("model", model);
    map.put("backend", backend);
    map.put("finish_reason", finishReason.toString());
    if (!toolCalls.isEmpty()) {
      map.put("tool_calls", toolCalls.stream().map(ToolCall::asMap).toList());
    }
    map.put("usage", usage.asMap());
    map.put("tokens_used", (long) usage.totalTokens());
    map.put("timings", timings.asMap());
    return map;
  }
}
