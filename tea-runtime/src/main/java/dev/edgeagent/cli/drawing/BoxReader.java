package dev.edgeagent.cli.drawing;

import dev.edgeagent.graph.Graph;
import dev.edgeagent.workflow.Body;
import dev.edgeagent.workflow.Config;
import dev.edgeagent.workflow.Node;
import dev.edgeagent.workflow.Target;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The boxes of a workflow's nodes. */
final class BoxReader {

  private final Graph graph;
  private final Set<String> ids = new HashSet<>();

  BoxReader(Graph graph) {
    this.graph = graph;
    graph.nodes().forEach(node -> ids.add(node.name()));
  }

  List<Box> all() {
    Config config = graph.workflow().config();
    List<Box> boxes = new ArrayList<>();
    for (Node node : graph.nodes()) {
      boxes.add(
          new Box(
              node.name(),
              node,
              node.interrupt() == Node.Interrupt.BEFORE || names(config.interruptBefore(), node),
              node.interrupt() == Node.Interrupt.AFTER || names(config.interruptAfter(), node),
              inside(node.name(), node, node.body())));
    }
    return boxes;
  }

  /** What is inside a node neither stops a run nor leads elsewhere. */
  private Box inner(String wantedId, Node node) {
    String id = unique(wantedId);
    return new Box(id, node, false, false, inside(id, node, node.body()));
  }

  private static boolean names(List<Target> targets, Node node) {
    return targets.stream().anyMatch(target -> target.name().equals(node.name()));
  }

  private List<Box> inside(String id, Node node, Body body) {
    return switch (body) {
      case Body.Steps steps -> boxes(id, steps.steps());
      case Body.WhileLoop loop -> boxes(id, loop.body());
      case Body.FanOut(_, Body.Steps steps, _, _, _, _) -> boxes(id, steps.steps());
      case Body.FanOut fanOut -> List.of(branch(id, node, fanOut));
      case Body.Pass _, Body.Call _, Body.Lua _, Body.Expression _, Body.Subgraph _ -> List.of();
    };
  }

  private List<Box> boxes(String id, List<Node> steps) {
    List<Box> boxes = new ArrayList<>();
    for (Node step : steps) {
      boxes.add(inner(id + "[" + boxes.size() + "]", step));
    }
    return boxes;
  }

  /** {@code node[i]} is what a run calls its branches. */
  private Box branch(String id, Node node, Body.FanOut fanOut) {
    String name = node.name() + "[i]";
    return inner(
        id + "[i]",
        new Node(
            name,
            fanOut.branch(),
            List.of(),
            Node.Failure.RAISE,
            Node.Interrupt.NONE,
            fanOut.position()));
  }

  private String unique(String wanted) {
    String id = wanted;
    while (!ids.add(id)) {
      id += "'";
    }
    return id;
  }
}
