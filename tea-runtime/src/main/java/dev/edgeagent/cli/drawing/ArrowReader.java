package dev.edgeagent.cli.drawing;

import dev.edgeagent.graph.Graph;
import dev.edgeagent.workflow.Edge;
import dev.edgeagent.workflow.Node;
import dev.edgeagent.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ways that a run can take: a node's {@code goto} decides, else the edges that leave it, else
 * the order of the file. What stands after a way that is always taken is left out, because no run
 * comes to it.
 */
final class ArrowReader {

  private final Graph graph;
  private final List<Arrow> arrows = new ArrayList<>();

  ArrowReader(Graph graph) {
    this.graph = graph;
  }

  List<Arrow> all() {
    addEdges(Workflow.START);
    for (Node node : graph.nodes()) {
      if (node.gotos().isEmpty()) {
        addEdges(node.name());
      } else {
        addGotos(node);
      }
      if (node.failure().fallback() != null) {
        add(node.name(), node.failure().fallback().name(), Arrow.Kind.FALLBACK, null, false);
      }
    }
    return arrows;
  }

  private void addGotos(Node node) {
    boolean first = true;
    for (Node.Goto rule : node.gotos()) {
      Arrow.Test test = rule.condition() == null ? null : new Arrow.Holds(rule.condition(), true);
      add(node.name(), rule.to(), Arrow.Kind.GOTO, test, test == null && !first);
      if (test == null) {
        return;
      }
      first = false;
    }
  }

  private void addEdges(String from) {
    List<Edge> edges = graph.edgesFrom(from);
    if (edges.isEmpty()) {
      add(from, graph.following(from), Arrow.Kind.IMPLICIT, null, false);
    }
    boolean first = true;
    for (Edge edge : edges) {
      boolean last = add(edge, !first);
      if (last) {
        return;
      }
      first = false;
    }
  }

  /**
   * @return whether a run that comes to it takes it in any case
   */
  private boolean add(Edge edge, boolean afterOthers) {
    return switch (edge) {
      case Edge.Single(String from, String to, Edge.Condition when, _) -> {
        Arrow.Test test = when == null ? null : new Arrow.Holds(when.expression(), when.expected());
        add(from, to, Arrow.Kind.EDGE, test, test == null && afterOthers);
        yield test == null;
      }
      case Edge.Choice choice -> {
        choice
            .targets()
            .forEach(
                (value, to) ->
                    add(
                        choice.from(),
                        to,
                        Arrow.Kind.CHOICE,
                        new Arrow.Is(choice.value(), value),
                        false));
        yield false;
      }
      case Edge.Parallel parallel -> {
        for (String branch : parallel.branches()) {
          add(parallel.from(), branch, Arrow.Kind.PARALLEL, null, afterOthers);
        }
        graph
            .fanIn(parallel)
            .ifPresent(to -> add(parallel.from(), to, Arrow.Kind.FAN_IN, null, afterOthers));
        yield true;
      }
    };
  }

  private void add(
      String from, String to, Arrow.Kind kind, Arrow.@Nullable Test test, boolean otherwise) {
    arrows.add(new Arrow(from, to, kind, test, otherwise));
  }
}
