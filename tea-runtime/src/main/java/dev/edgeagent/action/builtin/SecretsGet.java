package dev.edgeagent.action.builtin;

import dev.edgeagent.action.Action;
import dev.edgeagent.action.ActionContext;
import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.Parameter;
import dev.edgeagent.action.ParameterType;
import dev.edgeagent.action.Params;
import java.util.List;
import java.util.Map;

/** {@code secrets.get}: a secret's {@code value}; {@code default}, or null, if there is none. */
final class SecretsGet implements Action {

  @Override
  public String name() {
    return "secrets.get";
  }

  @Override
  public String description() {
    return "Gives a secret of --secrets or --secrets-env.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.required("key", ParameterType.TEXT, "the secret's name"),
        Parameter.optional("default", ParameterType.ANY, "the value if there is none"));
  }

  @Override
  public String mainKey() {
    return "value";
  }

  @Override
  public Map<String, Object> run(Params params, ActionContext context) throws ActionException {
    String key = params.requiredText("key");
    Map<String, Object> secrets = context.secrets();
    return Result.of("value", secrets.containsKey(key) ? secrets.get(key) : params.value("default"))
        .map();
  }
}
