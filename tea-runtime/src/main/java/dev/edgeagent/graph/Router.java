package dev.edgeagent.graph;

import dev.edgeagent.template.TemplateException;
import dev.edgeagent.workflow.Edge;
import dev.edgeagent.workflow.Node;
import dev.edgeagent.workflow.Position;
import dev.edgeagent.workflow.Workflow;
import dev.edgeagent.workflow.WorkflowException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where to go from a node: its {@code goto} decides, else the edges that leave it, else the order
 * of the file.
 */
final class Router {

  private final Scope scope;
  private final Graph graph;

  Router(Scope scope) {
    this.scope = scope;
    this.graph = scope.graph();
  }

  Step first(Map<String, Object> state) throws WorkflowException {
    Position start = graph.workflow().nodes().getFirst().position();
    return byEdges(Workflow.START, start, state);
  }

  /**
   * @param result what the node's action gave, {@code result} in its goto's conditions
   */
  Step after(Node node, Map<String, Object> state, @Nullable Object result)
      throws WorkflowException {
    if (node.gotos().isEmpty()) {
      return byEdges(node.name(), node.position(), state);
    }
    Map<String, Object> names = scope.names(state);
    names.put("result", result);
    for (Node.Goto rule : node.gotos()) {
      if (rule.condition() == null || holds(rule.condition(), rule.position(), names)) {
        return new Step.At(rule.to());
      }
    }
    throw noWay(node.name(), node.position(), "no rule of its goto");
  }

  private Step byEdges(String from, Position position, Map<String, Object> state)
      throws WorkflowException {
    List<Edge> edges = graph.edgesFrom(from);
    if (edges.isEmpty()) {
      return new Step.At(graph.following(from));
    }
    Map<String, Object> names = scope.names(state);
    for (int i = 0; i < edges.size(); i++) {
      switch (edges.get(i)) {
        case Edge.Single edge -> {
          if (scope.rendering().isOpen(edge, names)) {
            return new Step.At(edge.to());
          }
        }
        case Edge.Choice edge -> {
          String to = edge.targets().get(scope.rendering().choice(edge, names));
          if (to != null) {
            return new Step.At(to);
          }
        }
        case Edge.Parallel _ -> {
          return new Step.Fork(from, i);
        }
      }
    }
    throw noWay(from, position, "none of its edges");
  }

  /** A goto's condition that fails counts as false, as in the reference, but not silently. */
  private boolean holds(String condition, Position position, Map<String, Object> names) {
    try {
      return scope.rendering().gotoHolds(condition, names);
    } catch (TemplateException e) {
      scope.warn(position, "'" + condition + "' counts as false: " + e.getMessage());
      return false;
    }
  }

  private static WorkflowException noWay(String node, Position position, String what) {
    return new WorkflowException(
        position,
        "no way on from node '" + node + "': " + what + " matches the state",
        "add one without a condition, for all other cases");
  }
}
