package dev.edgeagent.action.builtin;

import dev.edgeagent.action.Action;
import dev.edgeagent.action.ActionContext;
import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.Parameter;
import dev.edgeagent.action.ParameterType;
import dev.edgeagent.action.Params;
import dev.edgeagent.json.Json;
import dev.edgeagent.json.JsonException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code json.parse}: {@code text} to {@code data}. Text that is not JSON is {@code success: false}
 * with {@code position: {line, column}}.
 *
 * <p>With {@code strict: false}, comments and commas after the last item are allowed, and {@code
 * default} stands in for what still is not JSON. (The reference takes the default at once, even if
 * it could read the text.)
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
    return List.of(
        Parameter.required("text", ParameterType.TEXT, "JSON").or("input"),
        Parameter.optional(
            "strict",
            ParameterType.BOOLEAN,
            "false to allow comments, commas after the last item, and 'default'"),
        Parameter.optional("default", ParameterType.ANY, "the data if the text is not JSON"));
  }

  @Override
  public String mainKey() {
    return "data";
  }

  @Override
  public Map<String, Object> run(Params params, ActionContext context) throws ActionException {
    if (params.given("text") == null) {
      return Result.failure("Input text is None", "parse");
    }
    String text = params.requiredText("text");
    boolean strict = params.flag("strict", true);
    try {
      return Result.of("data", strict ? Json.parse(text) : Json.parseLenient(text)).success();
    } catch (JsonException e) {
      if (!strict && params.has("default")) {
        return Result.of("data", params.value("default")).success();
      }
      JsonFault fault =
          Optional.of(text)
              .filter(_ -> strict)
              .flatMap(JsonFault::in)
              .orElseGet(() -> new JsonFault(String.valueOf(e.getMessage()), e.line(), e.column()));
      Map<String, Object> failure = Result.failure("JSON parse error: " + fault.what(), "parse");
      failure.put(
          "position",
          Result.of("line", (long) fault.line()).and("column", (long) fault.column()).map());
      return failure;
    }
  }
}
