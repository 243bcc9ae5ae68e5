package dev.edgeagent.action.builtin;

import dev.edgeagent.action.Action;
import dev.edgeagent.action.ActionContext;
import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.Parameter;
import dev.edgeagent.action.ParameterType;
import dev.edgeagent.action.Params;
import dev.edgeagent.jmespath.JmesPath;
import dev.edgeagent.jmespath.JmesPathException;
import java.util.List;
import java.util.Map;

/**
 * {@code json.transform}: what a JMESPath {@code expression} finds in {@code data}. An expression
 * that is none, or that cannot work on the data, is {@code success: false}.
 */
final class JsonTransform implements Action {

  @Override
  public String name() {
    return "json.transform";
  }

  @Override
  public String description() {
    return "Finds and reshapes parts of data with a JMESPath expression.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.required("data", ParameterType.ANY, "what to look into").or("input"),
        Parameter.required(
            "expression", ParameterType.TEXT, "JMESPath, such as people[?age > `20`].name"),
        Parameter.optional("engine", ParameterType.TEXT, "jmespath").or("engine_type"));
  }

  @Override
  public String mainKey() {
    return "result";
  }

  @Override
  public Map<String, Object> run(Params params, ActionContext context) throws ActionException {
    Object data = params.given("data");
    params.given("expression");
    String expression = params.text("expression").orElse("");
    String engine = params.text("engine").orElse("jmespath");
    if (data == null) {
      return Result.failure("Input data is None", "transform");
    }
    if (expression.isEmpty()) {
      return Result.failure("Expression is required", "transform");
    }
    if (!engine.equals("jmespath")) {
      return Result.failure("Unknown engine: " + engine + ". Use 'jmespath'", "transform");
    }
    try {
      return Result.of("result", JmesPath.parse(expression).search(data))
          .and("expression", expression)
          .success();
    } catch (JmesPathException e) {
      Map<String, Object> failure =
          Result.failure("JMESPath error: " + e.getMessage(), "transform");
      failure.put("expression", expression);
      return failure;
    }
  }
}
