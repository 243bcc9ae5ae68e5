package dev.edgeagent.graph;

import dev.edgeagent.action.Action;
import dev.edgeagent.action.ActionRegistry;
import dev.edgeagent.workflow.Edge;
import dev.edgeagent.workflow.NearestName;
import dev.edgeagent.workflow.Node;
import dev.edgeagent.workflow.Position;
import dev.edgeagent.workflow.Workflow;
import dev.edgeagent.workflow.WorkflowException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A workflow whose names all lead somewhere: nodes are unique, edges and gotos have targets,
 * actions exist.
 */
public final class Graph {

  private final Workflow workflow;
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Map<String, List<Edge>> edges = new LinkedHashMap<>();
  private final Map<String, Action> actions = new LinkedHashMap<>();
  private final Map<String, String> following = new LinkedHashMap<>();

  private Graph(Workflow workflow) {
    this.workflow = workflow;
  }

  /**
   * @throws WorkflowException with the place of the first name that leads nowhere
   */
  public static Graph of(Workflow workflow, ActionRegistry registry) throws WorkflowException {
    var graph = new Graph(workflow);
    graph.addNodes(registry);
    for (Edge edge : workflow.edges()) {
      graph.add(edge);
    }
    for (Node node : workflow.nodes()) {
      for (Node.Goto target : node.gotos()) {
        graph.check(target.to(), "node '" + node.name() + "' has a goto to", target.position());
      }
    }
    return graph;
  }

  Workflow workflow() {
    return workflow;
  }

  /** A node of this graph. */
  Node node(String name) {
    return known(nodes, name);
  }

  Action action(Node.Body.Call call) {
    return known(actions, call.action());
  }

  /** The edges that leave a node, in the order of the file. */
  List<Edge> edgesFrom(String node) {
    return edges.getOrDefault(node, List.of());
  }

  /**
   * What comes after a node that has neither goto nor edges: the next one in the file, or the end.
   */
  String following(String node) {
    return known(following, node);
  }

  private static <T> T known(Map<String, T> map, String name) {
    return Objects.requireNonNull(map.get(name), name);
  }

  private void addNodes(ActionRegistry registry) throws WorkflowException {
    String previous = Workflow.START;
    for (Node node : workflow.nodes()) {
      if (nodes.put(node.name(), node) != null) {
        throw new WorkflowException(
            node.position(),
            "there is another node '" + node.name() + "'",
            "give each node a name of its own");
      }
      if (node.body() instanceof Node.Body.Call call) {
        actions.put(call.action(), action(call, registry));
      }
      following.put(previous, node.name());
      previous = node.name();
    }
    following.put(previous, Workflow.END);
  }

  private static Action action(Node.Body.Call call, ActionRegistry registry)
      throws WorkflowException {
    return registry
        .find(call.action())
        .orElseThrow(
            () ->
                new WorkflowException(
                    call.position(),
                    "unknown action '" + call.action() + "'",
                    NearestName.fix(call.action(), registry.names())));
  }

  private void add(Edge edge) throws WorkflowException {
    if (!edge.from().equals(Workflow.START)) {
      check(edge.from(), "an edge comes from", edge.position());
    }
    check(edge.to(), "an edge leads to", edge.position());
    edges.computeIfAbsent(edge.from(), _ -> new ArrayList<>()).add(edge);
  }

  private void check(String target, String what, @Nullable Position position)
      throws WorkflowException {
    if (!nodes.containsKey(target) && !target.equals(Workflow.END)) {
      throw new WorkflowException(
          position,
          what + " '" + target + "', which is not a node",
          NearestName.fix(target, nodes.keySet()));
    }
  }
}
