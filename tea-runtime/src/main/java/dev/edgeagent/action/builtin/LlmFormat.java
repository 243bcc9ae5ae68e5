package dev.edgeagent.action.builtin;

import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.Params;
import dev.edgeagent.json.Json;
import dev.edgeagent.json.JsonException;
import dev.edgeagent.llm.LlmResult;
import dev.edgeagent.llm.LlmResult.FinishReason;
import dev.edgeagent.llm.ResponseFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code response_format} and {@code grammar}. */
final class LlmFormat {

  private static final String FORMS =
      "{type: text}, {type: json_object} or {type: json_schema, json_schema: {schema: ...}}";

  private LlmFormat() {}

  static ResponseFormat of(Params params) throws ActionException {
    String grammar = params.text("grammar").orElse(null);
    Object format = params.value("response_format");
    if (grammar != null && format != null) {
      throw new ActionException(
          "parameters 'grammar' and 'response_format' exclude each other", "leave one of them out");
    }
    if (grammar != null) {
      return new ResponseFormat.Grammar(grammar);
    }
    return switch (format) {
      case null -> new ResponseFormat.Text();
      case Map<?, ?> map when "json_object".equals(map.get("type")) ->
          new ResponseFormat.JsonObject();
      case Map<?, ?> map when "text".equals(map.get("type")) -> new ResponseFormat.Text();
      case Map<?, ?> map when "json_schema".equals(map.get("type")) -> schema(map, params);
      default -> throw params.wrong("response_format", FORMS);
    };
  }

  @SuppressWarnings("unchecked") // the keys of a YAML map are strings
  private static ResponseFormat schema(Map<?, ?> map, Params params) throws ActionException {
    Object inner = map.get("json_schema");
    Object schema =
        inner instanceof Map<?, ?> named && named.get("schema") instanceof Map<?, ?> found
            ? found
            : map.get("schema");
    if (!(schema instanceof Map<?, ?>)) {
      throw params.wrong("response_format", FORMS);
    }
    Map<?, ?> named = inner instanceof Map<?, ?> given ? given : Map.of();
    return new ResponseFormat.JsonSchema(
        named.get("name") instanceof String name ? name : "answer",
        (Map<String, Object>) schema,
        !Boolean.FALSE.equals(named.get("strict")));
  }

  /**
   * The value that an answer is the JSON of.
   *
   * @throws ActionException if it is not JSON
   */
  static @Nullable Object parsed(LlmResult answer) throws ActionException {
    try {
      return Json.parse(answer.content());
    } catch (JsonException e) {
      throw new ActionException(
          "the answer is not JSON: " + e.getMessage(),
          answer.finishReason() == FinishReason.LENGTH
              ? "raise max_tokens: it ended in the middle"
              : "ask another model, or describe the JSON in the prompt",
          e);
    }
  }
}
