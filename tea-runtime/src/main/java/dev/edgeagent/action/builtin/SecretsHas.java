package dev.edgeagent.action.builtin;

import dev.edgeagent.action.Action;
import dev.edgeagent.action.ActionContext;
import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.Parameter;
import dev.edgeagent.action.ParameterType;
import dev.edgeagent.action.Params;
import java.util.List;
import java.util.Map;

/** {@code secrets.has}: whether a secret {@code exists}. */
final class SecretsHas implements Action {

  @Override
  public String name() {
    return "secrets.has";
  }

  @Override
  public String description() {
    return "Tells whether there is a secret of that name.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(Parameter.required("key", ParameterType.TEXT, "the secret's name"));
  }

  @Override
  public String mainKey() {
    return "exists";
  }

  @Override
  public Map<String, Object> run(Params params, ActionContext context) throws ActionException {
    return Result.of("exists", context.secrets().containsKey(params.requiredText("key"))).map();
  }
}
