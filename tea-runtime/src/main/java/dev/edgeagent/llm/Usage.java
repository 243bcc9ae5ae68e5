package dev.edgeagent.llm;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tokens of one call, as the OpenAI API counts them; 0 and 0 of an API that does not.
 *
 * @param promptTokens of the prompt, template included
 * @param completionTokens that were generated, without the one that ended the answer
 */
public record Usage(int promptTokens, int completionTokens) {

  public int totalTokens() {
    return promptTokens + completionTokens;
  }

  /** The form of the OpenAI API. */
  public Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("prompt_tokens", (long) promptTokens);
    map.put("completion_tokens", (long) completionTokens);
    map.put("total_tokens", (long) totalTokens());
    return map;
  }
}
