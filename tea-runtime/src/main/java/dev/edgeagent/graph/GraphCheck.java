package dev.edgeagent.graph;

import dev.edgeagent.workflow.Edge;
import dev.edgeagent.workflow.NearestName;
import dev.edgeagent.workflow.Node;
import dev.edgeagent.workflow.Position;
import dev.edgeagent.workflow.Problems;
import dev.edgeagent.workflow.Target;
import dev.edgeagent.workflow.Workflow;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What can be said of a graph before it runs: names that lead nowhere, nodes that nothing leads to.
 */
final class GraphCheck {

  private final Graph graph;
  private final Workflow workflow;
  private final Problems problems;

  GraphCheck(Graph graph, Problems problems) {
    this.graph = graph;
    this.workflow = graph.workflow();
    this.problems = problems;
  }

  void check() {
    int before = problems.errors().size();
    var bodies = new BodyCheck(graph, problems);
    Set<String> forgiving = inForgivingBranches();
    for (Node node : workflow.nodes()) {
      bodies.check(node, forgiving.contains(node.name()));
      check(node);
    }
    workflow.edges().forEach(this::check);
    workflow.config().interruptBefore().forEach(target -> check(target, "interrupt_before names"));
    workflow.config().interruptAfter().forEach(target -> check(target, "interrupt_after names"));
    if (problems.errors().size() == before && !workflow.nodes().isEmpty()) {
      findUnreachable();
      if (!workflow.settings().allowCycles()) {
        refuseCycles();
      }
    }
  }

  private void check(Node node) {
    String what = "node '" + node.name() + "'";
    for (Node.Goto rule : node.gotos()) {
      checkTarget(rule.to(), what + " has a goto to", rule.position());
      graph
          .rendering()
          .checkCondition(rule.condition(), "goto of " + what, rule.position(), problems);
    }
    if (node.failure().fallback() != null) {
      check(node.failure().fallback(), what + " falls back to");
    }
    if (!node.gotos().isEmpty() && !graph.edgesFrom(node.name()).isEmpty()) {
      problems.warn(
          graph.edgesFrom(node.name()).getFirst().position(),
          "this edge is never used: " + what + " has a goto, which decides",
          "");
    }
  }

  private void check(Edge edge) {
    if (!edge.from().equals(Workflow.START)) {
      checkTarget(edge.from(), "an edge comes from", edge.position());
    }
    switch (edge) {
      case Edge.Single single -> {
        checkTarget(single.to(), "an edge leads to", edge.position());
        if (single.when() != null) {
          checkExpression(single.when().expression(), edge);
        }
      }
      case Edge.Choice choice -> {
        choice
            .targets()
            .values()
            .forEach(to -> checkTarget(to, "an edge leads to", edge.position()));
        checkExpression(choice.value(), edge);
      }
      case Edge.Parallel parallel -> check(parallel);
    }
  }

  private void check(Edge.Parallel edge) {
    edge.branches().forEach(to -> checkTarget(to, "an edge leads to", edge.position()));
    for (String branch : edge.branches()) {
      if (chained(branch) && edge.branches().contains(graph.following(branch))) {
        problems.mistake(
            graph.node(branch).position(),
            "branch '%s' goes on with '%s', which is another branch: it is the next node in the file"
                .formatted(branch, graph.following(branch)),
            "say where it leads: '{from: " + branch + ", to: FAN_IN}'");
      }
    }
    if (edge.fanIn() != null) {
      checkTarget(edge.fanIn(), "a parallel edge has the fan-in", edge.position());
    } else if (graph.fanIn(edge).isEmpty()) {
      problems.error(
          edge.position(),
          "the branches " + String.join(", ", edge.branches()) + " do not lead to one node",
          "name where they meet: 'fan_in: NODE'");
    }
  }

  /** Whether only the order of the file says what comes after a node. */
  private boolean chained(String name) {
    return graph.has(name) && graph.node(name).gotos().isEmpty() && graph.edgesFrom(name).isEmpty();
  }

  private void checkExpression(String expression, Edge edge) {
    graph
        .rendering()
        .checkCondition(expression, "edge from '" + edge.from() + "'", edge.position(), problems);
  }

  private void check(Target target, String what) {
    checkTarget(target.name(), what, target.position());
  }

  private void checkTarget(String target, String what, Position position) {
    if (!graph.has(target) && !target.equals(Workflow.END)) {
      problems.error(
          position,
          what + " '" + target + "', which is not a node",
          graph.names().isEmpty() ? "add the node" : NearestName.fix(target, graph.names()));
    }
  }

  /** The nodes whose failure is that of a branch, which does not end the run. */
  private Set<String> inForgivingBranches() {
    Set<String> nodes = new HashSet<>();
    for (Edge edge : workflow.edges()) {
      if (edge instanceof Edge.Parallel parallel && (parallel.detailed() || !parallel.failFast())) {
        Set<String> branches = new HashSet<>();
        String fanIn = graph.fanIn(parallel).orElse(Workflow.END);
        branches.add(fanIn);
        for (String first : parallel.branches()) {
          if (graph.has(first) && branches.add(first)) {
            reach(first, branches);
          }
        }
        branches.remove(fanIn);
        nodes.addAll(branches);
      }
    }
    return nodes;
  }

  /** Adds what can come after a node, except after those that are there already. */
  private void reach(String start, Set<String> reached) {
    Deque<String> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      for (String next : graph.successorsAndFanIns(open.pop())) {
        if (graph.has(next) && reached.add(next)) {
          open.push(next);
        }
      }
    }
  }

  private void findUnreachable() {
    Set<String> reached = new HashSet<>();
    reach(Workflow.START, reached);
    for (Node node : workflow.nodes()) {
      if (!reached.contains(node.name())) {
        problems.mistake(
            node.position(),
            "node '" + node.name() + "' is unreachable: no edge, goto or order leads to it",
            "lead to it, or remove it");
      }
    }
  }

  private void refuseCycles() {
    List<String> cycle = new Cycles(graph).first();
    if (!cycle.isEmpty()) {
      problems.error(
          graph.node(cycle.getFirst()).position(),
          "Cycle detected in graph: " + String.join(" -> ", cycle),
          "remove it, or allow cycles: 'settings: {allow_cycles: true}'");
    }
  }
}
