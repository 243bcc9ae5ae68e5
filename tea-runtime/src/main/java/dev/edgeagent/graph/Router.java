package dev.edgeagent.graph;

import dev.edgeagent.template.TemplateException;
import dev.edgeagent.workflow.Edge;
import dev.edgeagent.workflow.Node;
import dev.edgeagent.workflow.Position;
import dev.edgeagent.workflow.Workflow;
import dev.edgeagent.workflow.WorkflowException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Where to go from a node: its {@code goto} decides, else the edges that leave it, else the order
 * of the file.
 */
final class Router {

  private final Graph graph;
  private final Rendering rendering;
  private final Consumer<String> warn;

  Router(Graph graph, Rendering rendering, Consumer<String> warn) {
    this.graph = graph;
    this.rendering = rendering;
    this.warn = warn;
  }

  /**
   * @param names what conditions can refer to
   * @return the first node's name, or {@link Workflow#END}
   */
  String first(Map<String, Object> names) throws WorkflowException {
    Position start = graph.workflow().nodes().getFirst().position();
    return byEdges(Workflow.START, start, names);
  }

  /** The name of the node after this one, or {@link Workflow#END}. */
  String after(Node node, Map<String, Object> names) throws WorkflowException {
    if (node.gotos().isEmpty()) {
      return byEdges(node.name(), node.position(), names);
    }
    for (Node.Goto rule : node.gotos()) {
      if (rule.condition() == null || holds(rule.condition(), rule.position(), names)) {
        return rule.to();
      }
    }
    throw noWay(node.name(), node.position(), "no rule of its goto");
  }

  private String byEdges(String from, Position position, Map<String, Object> names)
      throws WorkflowException {
    List<Edge> edges = graph.edgesFrom(from);
    if (edges.isEmpty()) {
      return graph.following(from);
    }
    for (Edge edge : edges) {
      if (rendering.isOpen(edge, names)) {
        return edge.to();
      }
    }
    throw noWay(from, position, "none of its edges");
  }

  /** A goto's condition that fails counts as false, as in the reference, but not silently. */
  private boolean holds(String condition, Position position, Map<String, Object> names) {
    try {
      return rendering.holds(condition, names);
    } catch (TemplateException e) {
      warn.accept(position + ": warning: '" + condition + "' counts as false: " + e.getMessage());
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
