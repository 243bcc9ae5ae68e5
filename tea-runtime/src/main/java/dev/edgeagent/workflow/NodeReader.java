package dev.edgeagent.workflow;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One entry of {@code nodes}: its name, what it does, what comes after it. */
final class NodeReader {

  /** Keys that say nothing that tea could do. */
  private static final Set<String> REMARKS = Set.of("name", "description", "metadata");

  private static final Set<String> ROUTING = Set.of("goto", "interrupt", "fan_in");

  private final Problems problems;
  private final BodyReader bodies;
  private final FailureReader failures;

  /** A step leads nowhere, so that a fallback for all nodes is none for it: its node falls back. */
  private final FailureReader stepFailures;

  NodeReader(Problems problems, WorkflowReader workflows, Node.Failure defaultFailure) {
    this.problems = problems;
    this.bodies = new BodyReader(problems, workflows, this);
    this.failures = new FailureReader(problems, defaultFailure);
    this.stepFailures =
        new FailureReader(
            problems,
            new Node.Failure(
                defaultFailure.retry(), null, defaultFailure.graceful(), defaultFailure.timeout()));
  }

  /**
   * The nodes of a list; one that is wrong is a problem, and leaves its name as a place to go to.
   */
  List<Node> readAll(YamlMap parent, String key) throws WorkflowException {
    List<Node> nodes = new ArrayList<>();
    for (YamlMap node : parent.maps(key, "a node", problems)) {
      Node read = problems.attempt(() -> read(node));
      String name = read == null ? problems.attempt(() -> node.string("name")) : read.name();
      if (read != null) {
        nodes.add(read);
      } else if (name != null && !isReserved(name)) {
        nodes.add(placeholder(name, node));
      }
    }
    return nodes;
  }

  private static Node placeholder(String name, YamlMap node) {
    return new Node(
        name, new Body.Pass(), List.of(), Node.Failure.RAISE, Node.Interrupt.NONE, node.position());
  }

  /** The steps in a node: nodes that need no name and lead nowhere. */
  List<Node> readSteps(YamlMap parent, String key, String parentName) throws WorkflowException {
    List<Node> steps = new ArrayList<>();
    for (YamlMap step : parent.maps(key, "a step", problems)) {
      String name = parentName + "." + key + "[" + steps.size() + "]";
      String given = step.string("name");
      Node read = problems.attempt(() -> readStep(step, given == null ? name : given));
      if (given == null
          && read != null
          && read.body() instanceof Body.Call call
          && call.output() instanceof Body.Output.Main) {
        problems.error(
            step.position(),
            "a step with 'action' needs a name or 'outputs': its result goes by its name",
            "give it a name: 'name: ask'");
      }
      if (read != null) {
        steps.add(read);
      }
    }
    if (parent.list(key).isEmpty()) {
      throw new WorkflowException(
          parent.position(key),
          parent.what() + " requires '" + key + "' with at least one node",
          "add a list '" + key + ":' of what it does");
    }
    return steps;
  }

  private Node readStep(YamlMap unnamed, String name) throws WorkflowException {
    YamlMap step = unnamed.named("step '" + name + "'");
    Node.Failure failure = stepFailures.read(step);
    Body body = bodies.read(step, name);
    warnOfUnknown(step, false);
    BodyKeys.warnOfIdle(step, body, problems);
    return new Node(name, body, List.of(), failure, Node.Interrupt.NONE, step.position());
  }

  private Node read(YamlMap unnamed) throws WorkflowException {
    String name = unnamed.requiredString("name", "give the node a name: 'name: ask'");
    YamlMap node = unnamed.named("node '" + name + "'");
    if (isReserved(name)) {
      throw new WorkflowException(
          node.position("name"), "'" + name + "' is reserved", "use another name");
    }
    Node.Failure failure = failures.read(node);
    Body body = bodies.read(node, name);
    warnOfUnknown(node, true);
    BodyKeys.warnOfIdle(node, body, problems);
    return new Node(name, body, gotos(node), failure, interrupt(node), node.position());
  }

  private static boolean isReserved(String name) {
    return name.equals(Workflow.START) || name.equals(Workflow.END);
  }

  private void warnOfUnknown(YamlMap node, boolean routed) {
    Set<String> known = new LinkedHashSet<>(REMARKS);
    known.addAll(BodyKeys.all());
    known.addAll(FailureReader.KEYS);
    if (routed) {
      known.addAll(ROUTING);
    }
    node.warnOfUnknown(known, problems);
  }

  private static List<Node.Goto> gotos(YamlMap node) throws WorkflowException {
    List<Node.Goto> gotos = new ArrayList<>();
    if (node.isScalar("goto")) {
      String to = node.string("goto");
      if (to != null) {
        gotos.add(new Node.Goto(null, to, node.position("goto")));
      }
      return gotos;
    }
    for (YamlMap rule : node.maps("goto", "a goto rule")) {
      gotos.add(
          new Node.Goto(
              rule.has("if") && rule.value("if") != null ? rule.requiredCondition("if") : null,
              rule.requiredString("to", "say where to: 'to: NODE'"),
              rule.position()));
    }
    return gotos;
  }

  private static Node.Interrupt interrupt(YamlMap node) throws WorkflowException {
    return switch (node.string("interrupt")) {
      case null -> Node.Interrupt.NONE;
      case "before" -> Node.Interrupt.BEFORE;
      case "after" -> Node.Interrupt.AFTER;
      case String other ->
          throw new WorkflowException(
              node.position("interrupt"),
              "interrupt must be 'before' or 'after', got '" + other + "'",
              "write 'interrupt: before' or 'interrupt: after'");
    };
  }
}
