package dev.edgeagent.workflow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code nodes}. Two dialects say the same thing and may stand in one file: {@code
 * uses, with, output} is the reference's, {@code action, params, outputs} that of the stories.
 */
final class NodeReader {

  private static final Set<String> KEYS =
      Set.of(
          "name",
          "description",
          "uses",
          "with",
          "output",
          "action",
          "params",
          "outputs",
          "goto",
          "metadata");

  /**
   * Keys of the reference's nodes that would change what the node does; they must not be passed
   * over.
   */
  private static final Set<String> NOT_YET =
      Set.of(
          "run",
          "script",
          "type",
          "steps",
          "strategy",
          "parallel_each",
          "fan_in",
          "retry",
          "fallback",
          "on_error",
          "timeout",
          "interrupt",
          "language",
          "items",
          "body",
          "condition",
          "max_iterations");

  private final List<String> warnings;

  NodeReader(List<String> warnings) {
    this.warnings = warnings;
  }

  Node read(YamlMap unnamed) throws WorkflowException {
    String name = unnamed.requiredString("name", "give the node a name: 'name: ask'");
    YamlMap node = unnamed.named("node '" + name + "'");
    if (name.equals(Workflow.START) || name.equals(Workflow.END)) {
      throw new WorkflowException(
          node.position("name"), "'" + name + "' is reserved", "use another name");
    }
    for (String key : node.keys()) {
      if (NOT_YET.contains(key)) {
        throw new WorkflowException(
            node.keyPosition(key),
            "node '" + name + "': '" + key + "' is not supported by this version",
            "use a node with 'uses', 'with' and 'output'");
      }
      if (!KEYS.contains(key)) {
        warnings.add(
            node.keyPosition(key)
                + ": warning: unknown key '"
                + key
                + "' of node '"
                + name
                + "' is ignored"
                + NearestName.of(key, KEYS)
                    .map(near -> "; did you mean '" + near + "'?")
                    .orElse(""));
      }
    }
    return new Node(name, body(name, node), gotos(node), node.position());
  }

  private static Node.Body body(String name, YamlMap node) throws WorkflowException {
    String actionKey = either(node, "uses", "action");
    if (actionKey == null) {
      for (String key : List.of("with", "params", "output", "outputs")) {
        if (node.has(key)) {
          throw new WorkflowException(
              node.keyPosition(key),
              "node '" + name + "' has '" + key + "' but no action",
              "say what runs: 'uses: llm.chat'");
        }
      }
      return new Node.Body.Pass();
    }
    String action = node.requiredString(actionKey, "name an action: 'uses: llm.chat'");
    String paramsKey = either(node, "with", "params");
    Map<String, Object> params = paramsKey == null ? Map.of() : node.map(paramsKey);
    Map<String, Position> places = new HashMap<>();
    for (String key : List.of("output", "outputs", "with", "params")) {
      if (node.has(key) && !node.isScalar(key)) {
        places.putAll(node.child(key, key).places());
      }
    }
    return new Node.Body.Call(
        action, params, output(name, node, actionKey), node.position(actionKey), places);
  }

  private static Node.Output output(String name, YamlMap node, String actionKey)
      throws WorkflowException {
    String key = either(node, "output", "outputs");
    if (key == null || node.value(key) == null) {
      return actionKey.equals("uses") ? new Node.Output.Merge() : new Node.Output.Main(name);
    }
    return node.isScalar(key)
        ? new Node.Output.Whole(node.requiredString(key, "name the key of the state"))
        : new Node.Output.Mapped(node.map(key));
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
              rule.has("if") ? rule.requiredCondition("if") : null,
              rule.requiredString("to", "say where to: 'to: NODE'"),
              rule.position()));
    }
    return gotos;
  }

  /** The one of two names for the same thing that the node uses. */
  private static @Nullable String either(YamlMap node, String first, String second)
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
