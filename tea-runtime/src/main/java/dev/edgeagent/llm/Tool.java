package dev.edgeagent.llm;

import java.util.Map;

/**
 * A function that a model may ask for.
 *
 * @param name letters, digits, {@code _} and {@code -}
 * @param description for the model; may be empty
 * @param parameters the JSON Schema of its arguments, an object
 */
public record Tool(String name, String description, Map<String, Object> parameters) {

  /** The form of the OpenAI API, which chat templates read, too. */
  public Map<String, Object> asMap() {
    return Map.of(
        "type",
        "function",
        "function",
        Map.of("name", name, "description", description, "parameters", parameters));
  }
}
