package dev.edgeagent.server;

import dev.edgeagent.llm.LlmResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What all objects of an answer have in common.
 *
 * @param id unique
 * @param created in seconds since 1970
 * @param model what the client calls it
 */
record Envelope(String id, long created, String model) {

  /**
   * @param prefix {@code chatcmpl-} or {@code cmpl-}
   */
  static Envelope of(String prefix, String model) {
    String id = prefix + UUID.randomUUID().toString().replace("-", "");
    return new Envelope(id, System.currentTimeMillis() / 1000, model);
  }

  /** An object with one choice. */
  Map<String, @Nullable Object> with(String object, Map<String, @Nullable Object> choice) {
    return with(object, List.of(choice));
  }

  private Map<String, @Nullable Object> with(String object, List<?> choices) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("id", id);
    map.put("object", object);
    map.put("created", created);
    map.put("model", model);
    map.put("choices", choices);
    return map;
  }

  /** The event without a choice that tells the usage. */
  Map<String, @Nullable Object> usage(String object, LlmResult result) {
    Map<String, @Nullable Object> map = with(object, List.of());
    map.put("usage", result.usage().asMap());
    return map;
  }

  /**
   * @param key of what it contains: {@code message}, {@code delta} or {@code text}
   * @param reason null as long as it goes on
   */
  static Map<String, @Nullable Object> choice(
      String key, Object content, LlmResult.@Nullable FinishReason reason) {
    Map<String, @Nullable Object> choice = new LinkedHashMap<>();
    choice.put("index", 0);
    choice.put(key, content);
    choice.put("logprobs", null);
    choice.put("finish_reason", reason == null ? null : reason.toString());
    return choice;
  }
}
