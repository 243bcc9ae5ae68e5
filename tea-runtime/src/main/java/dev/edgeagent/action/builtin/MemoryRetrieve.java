package dev.edgeagent.action.builtin;

import dev.edgeagent.action.Action;
import dev.edgeagent.action.ActionContext;
import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.Parameter;
import dev.edgeagent.action.ParameterType;
import dev.edgeagent.action.Params;
import java.util.List;
import java.util.Map;

/**
 * {@code memory.retrieve}: the {@code value} kept under a key; {@code default} and {@code found:
 * false} if there is none, or if null was kept, as in the reference.
 */
final class MemoryRetrieve implements Action {

  @Override
  public String name() {
    return "memory.retrieve";
  }

  @Override
  public String description() {
    return "Gives the value kept under a key.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.required("key", ParameterType.TEXT, "the key"),
        Parameter.optional("default", ParameterType.ANY, "the value if there is none"),
        Parameter.optional("namespace", ParameterType.TEXT, "the one that memory.store was given"));
  }

  @Override
  public String mainKey() {
    return "value";
  }

  @Override
  public Map<String, Object> run(Params params, ActionContext context) throws ActionException {
    if (params.given("key") == null) {
      return Result.of("value", params.value("default"))
          .and("found", false)
          .and("key", null)
          .and("error", "Key is required")
          .map();
    }
    String key = params.requiredText("key");
    String namespace = params.text("namespace").orElse(MemoryStore.DEFAULT_NAMESPACE);
    Object value =
        context.memory().retrieve(namespace, key).map(entry -> entry.get("value")).orElse(null);
    boolean found = value != null;
    return Result.of("value", found ? value : params.value("default"))
        .and("found", found)
        .and("key", key)
        .map();
  }
}
