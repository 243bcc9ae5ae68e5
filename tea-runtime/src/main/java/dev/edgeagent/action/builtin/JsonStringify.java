package dev.edgeagent.action.builtin;

import dev.edgeagent.action.Action;
import dev.edgeagent.action.ActionContext;
import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.Parameter;
import dev.edgeagent.action.ParameterType;
import dev.edgeagent.action.Params;
import dev.edgeagent.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
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
  public String description() {
    return "Writes data as JSON text.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.required("data", ParameterType.ANY, "what to write").or("input"),
        Parameter.optional("indent", ParameterType.INTEGER, "spaces of indentation"));
  }

  @Override
  public String mainKey() {
    return "text";
  }

  @Override
  public Map<String, Object> run(Params params, ActionContext context) throws ActionException {
    Object data = params.value("data");
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
