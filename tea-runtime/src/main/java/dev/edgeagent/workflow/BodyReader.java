package dev.edgeagent.workflow;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a node does. Two dialects say the same thing and may stand in one file: {@code uses, with,
 * output} is the reference's, {@code action, params, outputs} that of the stories.
 */
final class BodyReader {

  private static final List<String> BODIES =
      List.of("uses", "action", "run", "script", "steps", "subgraph");

  private final NodeReader nodes;
  private final CallReader calls;
  private final FanOutReader fanOuts;

  BodyReader(Problems problems, WorkflowReader workflows, NodeReader nodes) {
    this.nodes = nodes;
    this.calls = new CallReader(problems, workflows);
    this.fanOuts = new FanOutReader(problems, this);
  }

  Body read(YamlMap node, String name) throws WorkflowException {
    return switch (node.string("type")) {
      case "while_loop" -> whileLoop(node, name);
      case "dynamic_parallel" -> fanOuts.dynamic(node, name);
      case null -> untyped(node, name);
      case "standard" -> untyped(node, name);
      case String other ->
          throw new WorkflowException(
              node.position("type"),
              node.what() + " has the unknown type '" + other + "'",
              NearestName.fix(other, List.of("while_loop", "dynamic_parallel", "standard")));
    };
  }

  private Body untyped(YamlMap node, String name) throws WorkflowException {
    if (node.has("strategy")) {
      return fanOuts.matrix(node, name);
    }
    return node.has("parallel_each") ? fanOuts.each(node, name) : plain(node, name);
  }

  /** What one branch does, or a node without branches. */
  Body plain(YamlMap node, String name) throws WorkflowException {
    List<String> given = BODIES.stream().filter(node::has).toList();
    if (given.size() > 1) {
      throw new WorkflowException(
          node.keyPosition(given.getLast()),
          node.what() + " says twice what it does: '" + String.join("' and '", given) + "'",
          "keep one of them; a list of 'steps' does several things");
    }
    return switch (given.isEmpty() ? null : given.getFirst()) {
      case null -> nothing(node);
      case "steps" -> new Body.Steps(nodes.readSteps(node, "steps", name));
      case "subgraph" -> calls.subgraph(node);
      case "run", "script" -> calls.code(node, given.getFirst());
      case String key -> calls.action(node, key, name);
    };
  }

  private static Body nothing(YamlMap node) throws WorkflowException {
    for (String key : List.of("with", "params", "output", "outputs")) {
      if (node.has(key)) {
        throw new WorkflowException(
            node.keyPosition(key),
            node.what() + " has '" + key + "' but no action",
            "say what runs: 'uses: llm.chat'");
      }
    }
    return new Body.Pass();
  }

  private Body whileLoop(YamlMap node, String name) throws WorkflowException {
    String loop = "while_loop " + node.what();
    if (node.value("condition") == null) {
      throw new WorkflowException(
          node.position(),
          loop + " requires 'condition'",
          "say how long it goes on: 'condition: state.n < 4'");
    }
    Integer most = node.integer("max_iterations", 1, 1000);
    if (most == null) {
      throw new WorkflowException(
          node.position(),
          loop + " requires 'max_iterations'",
          "say when it must have ended: 'max_iterations: 10', at most 1000");
    }
    List<Node> body = new ArrayList<>(nodes.readSteps(node, "body", name));
    for (Node inner : body) {
      if (inner.body() instanceof Body.WhileLoop) {
        throw new WorkflowException(
            inner.position(),
            "Nested while-loops not supported: " + loop + " contains '" + inner.name() + "'",
            "put the inner loop into a workflow of its own, or use edges");
      }
    }
    return new Body.WhileLoop(
        node.requiredCondition("condition"), most, body, node.position("condition"));
  }

  /** The one of two names for the same thing that the node uses. */
  static @Nullable String either(YamlMap node, String first, String second)
      throws WorkflowException {
    if (node.has(first) && node.has(second)) {
      throw new WorkflowException(
          node.keyPosition(second),
          "'" + first + "' and '" + second + "' mean the same, and both are given",
          "keep one of them");
    }
    return node.has(first) ? first : node.has(second) ? second : null;
  }
}
