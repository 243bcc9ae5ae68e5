package dev.edgeagent.llm;

import java.util.Map;

/** The form that an answer must have. */
public sealed interface ResponseFormat {

  /** Whatever the model writes. */
  record Text() implements ResponseFormat {}

  /** A JSON object of any kind: {@code response_format: {type: json_object}}. */
  record JsonObject() implements ResponseFormat {}

  /**
   * JSON after a schema: {@code response_format: {type: json_schema, json_schema: {...}}}.
   *
   * @param name what the API calls the schema by
   * @param schema a JSON Schema
   * @param strict the API's flag; a local model always keeps to the schema
   */
  record JsonSchema(String name, Map<String, Object> schema, boolean strict)
      implements ResponseFormat {}

  /**
   * A text that a grammar allows: {@code grammar}.
   *
   * @param gbnf in llama.cpp's notation, with a rule {@code root}
   */
  record Grammar(String gbnf) implements ResponseFormat {}

  /** Whether the answer is JSON. */
  default boolean isJson() {
    return this instanceof JsonObject || this instanceof JsonSchema;
  }
}
