package dev.edgeagent.graph;

import dev.edgeagent.json.Json;
import dev.edgeagent.json.JsonException;
import dev.edgeagent.template.TemplateException;
import dev.edgeagent.template.TemplateOptions;
import dev.edgeagent.template.WorkflowTemplates;
import dev.edgeagent.workflow.Edge;
import dev.edgeagent.workflow.Node;
import dev.edgeagent.workflow.Position;
import dev.edgeagent.workflow.Workflow;
import dev.edgeagent.workflow.WorkflowException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The templates of a workflow; what goes wrong in one is said of the place where it stands. */
final class Rendering {

  private final WorkflowTemplates templates =
      new WorkflowTemplates(
          TemplateOptions.workflow().withFilter("fromjson", (value, _) -> fromJson(value)));

  /**
   * Finds templates that are no templates, before anything runs.
   *
   * @throws WorkflowException with the place of the first one
   */
  void check(Workflow workflow) throws WorkflowException {
    for (Node node : workflow.nodes()) {
      if (node.body() instanceof Node.Body.Call call) {
        checkAll(call.params(), node, call);
        if (call.output() instanceof Node.Output.Mapped mapped) {
          checkAll(mapped.templates(), node, call);
        }
      }
      for (Node.Goto rule : node.gotos()) {
        checkCondition(rule.condition(), "goto of node '" + node.name() + "'", rule.position());
      }
    }
    for (Edge edge : workflow.edges()) {
      if (edge.when() != null) {
        checkCondition(
            edge.when().expression(), "edge from '" + edge.from() + "'", edge.position());
      }
    }
  }

  /**
   * Fills in the templates of a map.
   *
   * @param what whose they are, for messages
   * @param place of the value of a key
   */
  Map<String, Object> render(
      Map<String, Object> values,
      Map<String, Object> names,
      String what,
      Function<String, Position> place)
      throws WorkflowException {
    Map<String, Object> rendered = new LinkedHashMap<>();
    for (Map.Entry<String, Object> value : values.entrySet()) {
      try {
        rendered.put(value.getKey(), templates.render(value.getValue(), names));
      } catch (TemplateException e) {
        throw failure(place.apply(value.getKey()), what + ": '" + value.getKey() + "'", e);
      }
    }
    return rendered;
  }

  /** Whether an edge is open. */
  boolean isOpen(Edge edge, Map<String, Object> names) throws WorkflowException {
    Edge.Condition when = edge.when();
    try {
      return when == null || templates.condition(when.expression(), names) == when.expected();
    } catch (TemplateException e) {
      throw failure(edge.position(), "edge from '" + edge.from() + "'", e);
    }
  }

  /** Whether a goto rule's condition holds, by the reference's rules for those. */
  boolean holds(String condition, Map<String, Object> names) throws TemplateException {
    return templates.gotoCondition(condition, names);
  }

  private void checkAll(Map<String, Object> values, Node node, Node.Body.Call call)
      throws WorkflowException {
    for (Map.Entry<String, Object> value : values.entrySet()) {
      try {
        templates.check(value.getValue());
      } catch (TemplateException e) {
        Position place = call.places().getOrDefault(value.getKey(), node.position());
        throw failure(place, "node '" + node.name() + "': '" + value.getKey() + "'", e);
      }
    }
  }

  private void checkCondition(@Nullable String condition, String what, Position position)
      throws WorkflowException {
    try {
      if (condition != null) {
        templates.checkCondition(condition);
      }
    } catch (TemplateException e) {
      throw failure(position, what, e);
    }
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
