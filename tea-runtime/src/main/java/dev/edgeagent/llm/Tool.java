package dev.edgeagent.llm;

import java.util.LinkedHashMap;
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
    // in this order: templates write it into prompts, which shall be the same each time
    Map<String, Object> function = new LinkedHashMap<>();
    function.put("name", name);
    function.put("description", description);
    function.put("parameters", parameters);
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("type", "function");
    map.put("function", function);
    return map;
  }
}
