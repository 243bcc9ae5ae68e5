package dev.edgeagent.llm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to generate.
 *
 * @param maxTokens the most tokens to generate, at least 1; null for {@value #DEFAULT_MAX_TOKENS}
 *     of a local model, for what an API likes
 * @param stop the text ends before the first of these strings
 * @param format the form that the answer must have
 * @param tools that the model may ask for, in a chat
 * @param context how a local model computes
 */
public record LlmCallParams(
    SamplingParams sampling,
    @Nullable Integer maxTokens,
    List<String> stop,
    ResponseFormat format,
    Tools tools,
    ContextSettings context) {

  /** Enough for an answer of a page; a longer one ends with finish_reason "length". */
  public static final int DEFAULT_MAX_TOKENS = 512;

  /** Everything left open. */
  public static final LlmCallParams DEFAULT =
      new LlmCallParams(
          SamplingParams.NONE,
          null,
          List.of(),
          new ResponseFormat.Text(),
          Tools.NONE,
          ContextSettings.AUTO);

  public LlmCallParams {
    stop = List.copyOf(stop);
    if (maxTokens != null && maxTokens < 1) {
      throw new IllegalArgumentException("max_tokens must be 1 or more, got " + maxTokens);
    }
    if (stop.contains("")) {
      throw new IllegalArgumentException("stop must not contain an empty text");
    }
  }

  /** The most tokens that a local model generates. */
  public int localMaxTokens() {
    return maxTokens == null ? DEFAULT_MAX_TOKENS : maxTokens;
  }

  public LlmCallParams withSampling(SamplingParams other) {
    return new LlmCallParams(other, maxTokens, stop, format, tools, context);
  }

  public LlmCallParams withMaxTokens(@Nullable Integer other) {
    return new LlmCallParams(sampling, other, stop, format, tools, context);
  }

  public LlmCallParams withStop(List<String> other) {
    return new LlmCallParams(sampling, maxTokens, other, format, tools, context);
  }

  public LlmCallParams withFormat(ResponseFormat other) {
    return new LlmCallParams(sampling, maxTokens, stop, other, tools, context);
  }

  public LlmCallParams withTools(Tools other) {
    return new LlmCallParams(sampling, maxTokens, stop, format, other, context);
  }

  public LlmCallParams withContext(ContextSettings other) {
    return new LlmCallParams(sampling, maxTokens, stop, format, tools, other);
  }
}
