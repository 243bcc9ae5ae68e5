package dev.edgeagent.action;

import dev.edgeagent.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code json.stringify}: {@code data} to JSON {@code text}, on one line or with {@code indent}.
 */
final class JsonStringify implements Action {

  @Override
  public String name() {
    return "json.stringify";
  }

  @Override
  public String mainKey() {
    return "text";
  }

  @Override
  public Map<String, Object> run(Params params, ActionContext context) throws ActionException {
    Object data = params.has("data") ? params.value("data") : params.value("input");
    Map<String, Object> result = new LinkedHashMap<>();
    try {
      result.put("text", params.has("indent") ? Json.pretty(data) : Json.compact(data));
    } catch (IllegalArgumentException e) {
      throw new ActionException(
          "'data' cannot be written as JSON: " + e.getMessage(), "leave such values out", e);
    }
    result.put("success", true);
    return result;
  }
}
