package dev.edgeagent.action.builtin;

import dev.edgeagent.action.Action;
import dev.edgeagent.action.ActionContext;
import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.Parameter;
import dev.edgeagent.action.ParameterType;
import dev.edgeagent.action.Params;
import dev.edgeagent.json.Json;
import dev.edgeagent.json.JsonException;
import java.util.LinkedHashMap;
import java.util.List;
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
  public String description() {
    return "Reads JSON text into data.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(Parameter.required("text", ParameterType.TEXT, "JSON").or("input"));
  }

  @Override
  public String mainKey() {
    return "data";
  }

  @Override
  public Map<String, Object> run(Params params, ActionContext context) throws ActionException {
    String text = params.requiredText("text");
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
