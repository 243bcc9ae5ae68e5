package dev.edgeagent.graph;

import dev.edgeagent.action.Action;
import dev.edgeagent.action.ActionRegistry;
import dev.edgeagent.workflow.Body;
import dev.edgeagent.workflow.Edge;
import dev.edgeagent.workflow.Node;
import dev.edgeagent.workflow.Problems;
import dev.edgeagent.workflow.Workflow;
import dev.edgeagent.workflow.WorkflowException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A workflow whose names all lead somewhere: nodes are unique, edges and gotos have targets,
 * actions exist.
 */
public final class Graph {

  private final Workflow workflow;
  private final ActionRegistry actions;
  private final Rendering rendering = new Rendering();
  private final LuaBlocks luaBlocks = new LuaBlocks();
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Map<String, List<Edge>> edges = new LinkedHashMap<>();
  private final Map<String, String> following = new LinkedHashMap<>();
  private final IdentityHashMap<Workflow, Graph> subgraphs = new IdentityHashMap<>();

  private Graph(Workflow workflow, ActionRegistry actions) {
    this.workflow = workflow;
    this.actions = actions;
  }

  /**
   * @throws WorkflowException the first name that leads nowhere, with all the others
   */
  public static Graph of(Workflow workflow, ActionRegistry actions) throws WorkflowException {
    var problems = new Problems();
    Graph graph = of(workflow, actions, problems);
    problems.throwIfAny();
    return graph;
  }

  /**
   * @param problems takes all that is wrong; the graph can be run if there is no error among them
   */
  public static Graph of(Workflow workflow, ActionRegistry actions, Problems problems) {
    return of(workflow, actions, problems, new IdentityHashMap<>());
  }

  private static Graph of(
      Workflow workflow,
      ActionRegistry actions,
      Problems problems,
      IdentityHashMap<Workflow, Graph> known) {
    Graph made = known.get(workflow);
    if (made != null) {
      return made;
    }
    var graph = new Graph(workflow, actions);
    known.put(workflow, graph);
    graph.link(problems);
    for (Node node : workflow.nodes()) {
      node.body()
          .visit(
              body -> {
                if (body instanceof Body.Subgraph sub) {
                  graph.subgraphs.put(sub.workflow(), of(sub.workflow(), actions, problems, known));
                }
              });
    }
    new GraphCheck(graph, problems).check();
    return graph;
  }

  public Workflow workflow() {
    return workflow;
  }

  public List<Node> nodes() {
    return List.copyOf(nodes.values());
  }

  /** A node of this graph. */
  Node node(String name) {
    return Objects.requireNonNull(nodes.get(name), name);
  }

  boolean has(String name) {
    return nodes.containsKey(name);
  }

  Set<String> names() {
    return nodes.keySet();
  }

  Optional<Action> action(String name) {
    return actions.find(name);
  }

  ActionRegistry actions() {
    return actions;
  }

  Graph subgraph(Body.Subgraph body) {
    return Objects.requireNonNull(subgraphs.get(body.workflow()));
  }

  LuaBlocks luaBlocks() {
    return luaBlocks;
  }

  Rendering rendering() {
    return rendering;
  }

  /** The edges that leave a node, in the order of the file. */
  public List<Edge> edgesFrom(String node) {
    return edges.getOrDefault(node, List.of());
  }

  /**
   * What comes after a node that has neither goto nor edges: the next one in the file, or the end.
   */
  public String following(String node) {
    return Objects.requireNonNull(following.get(node), node);
  }

  /** Every node that may come directly after one, or after {@link Workflow#START}. */
  public Set<String> successors(String name) {
    Set<String> successors = new LinkedHashSet<>();
    Node node = nodes.get(name);
    if (node != null && node.failure().fallback() != null) {
      successors.add(node.failure().fallback().name());
    }
    if (node != null && !node.gotos().isEmpty()) {
      node.gotos().forEach(rule -> successors.add(rule.to()));
    } else if (edgesFrom(name).isEmpty()) {
      successors.add(following(name));
    } else {
      edgesFrom(name).forEach(edge -> addTargets(edge, successors));
    }
    return successors;
  }

  /** The {@link #successors}, and where the branches of parallel edges from there meet. */
  Set<String> successorsAndFanIns(String name) {
    Set<String> next = successors(name);
    Node node = nodes.get(name);
    if (node == null || node.gotos().isEmpty()) {
      for (Edge edge : edgesFrom(name)) {
        if (edge instanceof Edge.Parallel parallel) {
          fanIn(parallel).ifPresent(next::add);
        }
      }
    }
    return next;
  }

  /** Where the branches of a parallel edge meet; empty if they do not. */
  public Optional<String> fanIn(Edge.Parallel edge) {
    if (edge.fanIn() != null) {
      return Optional.of(edge.fanIn());
    }
    Set<String> common = null;
    for (String branch : edge.branches()) {
      Set<String> next = has(branch) ? successors(branch) : Set.of();
      if (common == null) {
        common = new LinkedHashSet<>(next);
      } else {
        common.retainAll(next);
      }
    }
    return common == null ? Optional.empty() : common.stream().findFirst();
  }

  private static void addTargets(Edge edge, Set<String> targets) {
    switch (edge) {
      case Edge.Single single -> targets.add(single.to());
      case Edge.Choice choice -> targets.addAll(choice.targets().values());
      case Edge.Parallel parallel -> targets.addAll(parallel.branches());
    }
  }

  private void link(Problems problems) {
    String previous = Workflow.START;
    for (Node node : workflow.nodes()) {
      if (nodes.putIfAbsent(node.name(), node) != null) {
        problems.error(
            node.position(),
            "there is another node '" + node.name() + "'",
            "give each node a name of its own");
        continue;
      }
      following.put(previous, node.name());
      previous = node.name();
    }
    following.put(previous, Workflow.END);
    for (Edge edge : workflow.edges()) {
      edges.computeIfAbsent(edge.from(), _ -> new ArrayList<>()).add(edge);
    }
  }
}
