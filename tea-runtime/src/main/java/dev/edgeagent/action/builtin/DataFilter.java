package dev.edgeagent.action.builtin;

import dev.edgeagent.action.Action;
import dev.edgeagent.action.ActionContext;
import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.Parameter;
import dev.edgeagent.action.ParameterType;
import dev.edgeagent.action.Params;
import dev.edgeagent.template.Python;
import dev.edgeagent.template.TemplateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code data.filter}: the items of a list that fulfil a {@code predicate}, or all of several:
 * {@code {field, op, value}}. The Rust reference's {@code key}, {@code operator} and {@code value}
 * are one predicate.
 */
final class DataFilter implements Action {

  @Override
  public String name() {
    return "data.filter";
  }

  @Override
  public String description() {
    return "Keeps the items of a list that fulfil predicates.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.required("data", ParameterType.LIST, "the items").or("input"),
        Parameter.optional(
            "predicate",
            ParameterType.ANY,
            "{field, op, value} or a list of such; op is one of " + Predicate.OPERATORS),
        Parameter.optional("key", ParameterType.TEXT, "instead of a predicate: its field"),
        Parameter.optional("operator", ParameterType.TEXT, "with 'key': its op, eq if not given"),
        Parameter.optional("value", ParameterType.ANY, "with 'key': its value"));
  }

  @Override
  public String mainKey() {
    return "result";
  }

  @Override
  public Map<String, Object> run(Params params, ActionContext context) throws ActionException {
    Object data = params.given("data");
    List<?> given = predicates(params);
    if (!(data instanceof List<?> items)) {
      return failure(data == null ? "Data is required" : "Data must be a list");
    }
    if (given == null) {
      return failure("Predicate is required");
    }
    List<Predicate> predicates = new ArrayList<>();
    for (Object predicate : given) {
      Optional<Predicate> read = Predicate.of(predicate);
      if (read.isEmpty()) {
        return failure(
            "Filter error: a predicate must be {field, op, value}, got a "
                + Python.type(predicate));
      }
      predicates.add(read.get());
    }
    var python = new Python();
    List<Object> result = new ArrayList<>();
    try {
      for (Object item : items) {
        if (allHold(predicates, item, python)) {
          result.add(item);
        }
      }
    } catch (TemplateException e) {
      return failure("Filter error: " + e.what());
    }
    return Result.of("result", result)
        .and("original_count", (long) items.size())
        .and("filtered_count", (long) result.size())
        .success();
  }

  private static @Nullable List<?> predicates(Params params) throws ActionException {
    if (params.has("key")) {
      return List.of(
          Result.of("field", params.requiredText("key"))
              .and("op", params.text("operator").orElse("eq"))
              .and("value", params.value("value"))
              .map());
    }
    Object predicate = params.given("predicate");
    return predicate == null || predicate instanceof List<?>
        ? (List<?>) predicate
        : List.of(predicate);
  }

  private static boolean allHold(List<Predicate> predicates, Object item, Python python)
      throws TemplateException {
    for (Predicate predicate : predicates) {
      if (!predicate.holds(item, python)) {
        return false;
      }
    }
    return true;
  }

  private static Map<String, Object> failure(String what) {
    return Result.failure(what, "filter");
  }
}
