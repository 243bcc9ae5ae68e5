package dev.edgeagent.action;

import java.util.List;
import java.util.Map;

/** An action that the class path of the tests has. */
public final class EchoAction implements Action {

  @Override
  public String name() {
    return "test.echo";
  }

  @Override
  public String description() {
    return "Gives back its text.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(Parameter.required("text", ParameterType.TEXT, "what it gives back"));
  }

  @Override
  public Map<String, Object> run(Params params, ActionContext context) throws ActionException {
    return Map.of("text", params.requiredText("text"));
  }
}
