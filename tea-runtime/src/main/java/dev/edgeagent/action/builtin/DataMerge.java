package dev.edgeagent.action.builtin;

import dev.edgeagent.action.Action;
import dev.edgeagent.action.ActionContext;
import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.Parameter;
import dev.edgeagent.action.ParameterType;
import dev.edgeagent.action.Params;
import dev.edgeagent.template.Python;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code data.merge}: several maps into one, the later over the earlier: {@code deep} merges maps
 * in maps, too; {@code shallow} only the outer keys; {@code replace} keeps the last map alone.
 */
final class DataMerge implements Action {

  private static final int MAX_DEPTH = 1000;

  @Override
  public String name() {
    return "data.merge";
  }

  @Override
  public String description() {
    return "Merges maps.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.required("sources", ParameterType.LIST, "the maps; null is left out"),
        Parameter.optional("strategy", ParameterType.TEXT, "deep (if not given), shallow, replace"),
        Parameter.optional("deep", ParameterType.BOOLEAN, "the same as strategy deep or shallow"));
  }

  @Override
  public String mainKey() {
    return "result";
  }

  @Override
  public Map<String, Object> run(Params params, ActionContext context) throws ActionException {
    Object given = params.given("sources");
    String strategy =
        params.text("strategy").orElse(params.flag("deep", true) ? "deep" : "shallow");
    if (!(given instanceof List<?> sources)) {
      return failure(given == null ? "Sources is required" : "Sources must be a list");
    }
    if (!Set.of("shallow", "deep", "replace").contains(strategy)) {
      return failure("Unknown strategy: " + strategy + ". Use 'shallow', 'deep', or 'replace'");
    }
    Map<Object, Object> result = new LinkedHashMap<>();
    for (Object source : sources) {
      if (source == null) {
        continue;
      }
      if (!(source instanceof Map<?, ?> map)) {
        return failure("All sources must be dictionaries, got " + Python.type(source));
      }
      if (strategy.equals("deep")) {
        try {
          merge(result, map, 0);
        } catch (IllegalArgumentException e) {
          return failure("Merge error: " + e.getMessage());
        }
      } else {
        if (strategy.equals("replace")) {
          result.clear();
        }
        result.putAll(map);
      }
    }
    return Result.of("result", result).and("source_count", (long) sources.size()).success();
  }

  /**
   * Into {@code base}, which is this action's own; maps of the sources are copied, never changed.
   */
  private static void merge(Map<Object, Object> base, Map<?, ?> over, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("maps nested deeper than " + MAX_DEPTH + " levels");
    }
    over.forEach(
        (key, value) -> {
          if (value instanceof Map<?, ?> inner && base.get(key) instanceof Map<?, ?> before) {
            Map<Object, Object> merged = new LinkedHashMap<>(before);
            merge(merged, inner, depth + 1);
            base.put(key, merged);
          } else {
            base.put(key, value);
          }
        });
  }

  private static Map<String, Object> failure(String what) {
    return Result.failure(what, "merge");
  }
}
