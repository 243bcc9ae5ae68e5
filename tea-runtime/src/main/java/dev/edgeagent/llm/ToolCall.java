package dev.edgeagent.llm;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a model asks for.
 *
 * @param id by which the answer to it is known; unique in a conversation
 * @param name of the tool
 * @param arguments the text of a JSON object, as the model wrote it
 */
public record ToolCall(String id, String name, String arguments) {

  /** The form of the OpenAI API. */
  public Map<String, Object> asMap() {
    Map<String, Object> function = new LinkedHashMap<>();
    function.put("name", name);
    function.put("arguments", arguments);
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", id);
    map.put("type", "function");
    map.put("function", function);
    return map;
  }
}
