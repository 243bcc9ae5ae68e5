package dev.edgeagent.action;

import dev.edgeagent.json.Json;
import dev.edgeagent.json.JsonException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code json.parse}: {@code text} to {@code data}; text that is not JSON is {@code success:
 * false}, as in the reference.
 */
final class JsonParse implements Action {

  @Override
  public String name() {
    return "json.parse";
  }

  @Override
  public String mainKey() {
    return "data";
  }

  @Override
  public Map<String, Object> run(Params params, ActionContext context) throws ActionException {
    String text = params.has("text") ? params.requiredText("text") : params.requiredText("input");
    Map<String, Object> result = new LinkedHashMap<>();
    try {
      result.put("data", Json.parse(text));
      result.put("success", true);
    } catch (JsonException e) {
      result.put("success", false);
      result.put("error", e.getMessage() + " (line " + e.line() + ", column " + e.column() + ")");
      result.put("error_type", "parse");
    }
    return result;
  }
}
