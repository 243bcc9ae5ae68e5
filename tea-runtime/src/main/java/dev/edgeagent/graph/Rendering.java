package dev.edgeagent.graph;

import dev.edgeagent.json.Json;
import dev.edgeagent.json.JsonException;
import dev.edgeagent.template.TemplateException;
import dev.edgeagent.template.TemplateOptions;
import dev.edgeagent.template.WorkflowTemplates;
import dev.edgeagent.workflow.Edge;
import dev.edgeagent.workflow.Places;
import dev.edgeagent.workflow.Position;
import dev.edgeagent.workflow.Problems;
import dev.edgeagent.workflow.WorkflowException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The templates of a workflow; what goes wrong in one is said of the place where it stands. */
final class Rendering {

  private final WorkflowTemplates templates =
      new WorkflowTemplates(
          TemplateOptions.workflow().withFilter("fromjson", (value, _) -> fromJson(value)));

  /** Finds values whose templates are no templates. */
  void check(Map<String, Object> values, String what, Places places, Problems problems) {
    for (Map.Entry<String, Object> value : values.entrySet()) {
      check(
          value.getValue(),
          what + ": '" + value.getKey() + "'",
          places.value(value.getKey()),
          problems);
    }
  }

  void check(@Nullable Object value, String what, Position position, Problems problems) {
    try {
      templates.check(value);
    } catch (TemplateException e) {
      problems.error(failure(position, what, e));
    }
  }

  /** Whether there is a template anywhere in a value. */
  static boolean hasTemplates(@Nullable Object value) {
    return switch (value) {
      case String text -> WorkflowTemplates.isTemplate(text);
      case Map<?, ?> map -> map.values().stream().anyMatch(Rendering::hasTemplates);
      case List<?> list -> list.stream().anyMatch(Rendering::hasTemplates);
      case null, default -> false;
    };
  }

  void checkCondition(
      @Nullable String condition, String what, Position position, Problems problems) {
    try {
      if (condition != null) {
        templates.checkCondition(condition);
      }
    } catch (TemplateException e) {
      problems.error(failure(position, what, e));
    }
  }

  /** Fills in the templates of a map. */
  Map<String, Object> render(
      Map<String, Object> values, Map<String, Object> names, Places places, Consumer<String> warn)
      throws NodeException {
    Map<String, Object> rendered = new LinkedHashMap<>();
    for (Map.Entry<String, Object> value : values.entrySet()) {
      String key = value.getKey();
      rendered.put(
          key, render(value.getValue(), names, "'" + key + "': ", places.value(key), warn));
    }
    return rendered;
  }

  /**
   * Fills in a value's templates.
   *
   * @param what what the value is, in front of a message
   * @param warn is told of expressions that cannot be computed: they stay text, as in the reference
   */
  @Nullable Object render(
      @Nullable Object value,
      Map<String, Object> names,
      String what,
      Position position,
      Consumer<String> warn)
      throws NodeException {
    try {
      return templates.render(
          value,
          names,
          unchanged ->
              warn.accept(
                  new Problems.Warning(
                          position, what + "this stays as it is written: " + unchanged.getMessage())
                      .toString()));
    } catch (TemplateException e) {
      throw nodeFailure(what, position, e);
    }
  }

  /**
   * The value of an expression, with or without braces. What a text with several templates renders
   * to is an expression itself.
   */
  @Nullable Object evaluate(String expression, Map<String, Object> names, Position position)
      throws NodeException {
    try {
      String text = expression.strip();
      if (WorkflowTemplates.isTemplate(text) && !templates.parse(text).isExpression()) {
        text = templates.parse(text).render(names);
      }
      String template = WorkflowTemplates.isTemplate(text) ? text : "{{ " + text + " }}";
      return templates.parse(template).evaluate(names);
    } catch (TemplateException e) {
      throw nodeFailure("", position, e);
    }
  }

  /** Whether a loop goes on. */
  boolean holds(String condition, Map<String, Object> names, Position position)
      throws NodeException {
    try {
      return templates.condition(condition, names);
    } catch (TemplateException e) {
      throw nodeFailure("condition: ", position, e);
    }
  }

  /** Whether an edge is open. */
  boolean isOpen(Edge.Single edge, Map<String, Object> names) throws WorkflowException {
    Edge.Condition when = edge.when();
    try {
      return when == null || templates.condition(when.expression(), names) == when.expected();
    } catch (TemplateException e) {
      throw failure(edge.position(), "edge from '" + edge.from() + "'", e);
    }
  }

  /** The text by which an edge chooses its target. */
  String choice(Edge.Choice edge, Map<String, Object> names) throws WorkflowException {
    try {
      return templates.choice(edge.value(), names);
    } catch (TemplateException e) {
      throw failure(edge.position(), "edge from '" + edge.from() + "'", e);
    }
  }

  /** Whether a goto rule's condition holds, by the reference's rules for those. */
  boolean gotoHolds(String condition, Map<String, Object> names) throws TemplateException {
    return templates.gotoCondition(condition, names);
  }

  private static NodeException nodeFailure(String what, Position position, TemplateException e) {
    NodeException.Kind kind =
        e.kind() == TemplateException.Kind.LIMIT
            ? NodeException.Kind.LIMIT
            : NodeException.Kind.TEMPLATE;
    return new NodeException(position, kind, what + "template error: " + e.getMessage(), e.fix(), e)
        .asData(
            e.kind() == TemplateException.Kind.VALUE ? e.what() : "Template error: " + e.what());
  }

  private static WorkflowException failure(Position place, String what, TemplateException e) {
    return new WorkflowException(place, what + ": template error: " + e.getMessage(), e.fix(), e);
  }

  /** The reference's filter: what is not JSON stays as it is. */
  private static @Nullable Object fromJson(@Nullable Object value) {
    try {
      return value instanceof String text ? Json.parse(text) : value;
    } catch (JsonException e) {
      return value;
    }
  }
}
