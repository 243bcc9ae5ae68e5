package dev.edgeagent.workflow;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which keys of a node say what it does: all that there are, and those that one kind of body has.
 */
final class BodyKeys {

  private static final Set<String> CALL =
      Set.of("uses", "with", "output", "output_key", "action", "params", "outputs");
  private static final Set<String> CODE =
      Set.of("run", "script", "language", "output", "output_key", "outputs");
  private static final Set<String> LOOP = Set.of("condition", "max_iterations", "body");
  private static final Set<String> SUBGRAPH = Set.of("subgraph", "input");
  private static final Set<String> DYNAMIC =
      Set.of("items", "item_var", "index_var", "parallel_config");
  private static final Set<String> EACH = Set.of("parallel_each", "max_workers");
  private static final Set<String> FAN_OUT = Set.of("fan_in", "max_concurrency", "fail_fast");

  /** Where a key belongs that stands in a node of another kind. */
  private static final Map<String, String> OWNERS = new HashMap<>();

  static {
    own("'type: while_loop'", LOOP);
    own("'subgraph'", SUBGRAPH);
    own("'type: dynamic_parallel'", DYNAMIC);
    own("'parallel_each'", EACH);
    own("'type: dynamic_parallel' or 'parallel_each'", Set.of("max_concurrency", "fail_fast"));
    own("'run'", CODE);
    own("'uses'", CALL);
    own("'uses' or 'run'", Set.of("output", "output_key", "outputs"));
  }

  private BodyKeys() {}

  private static void own(String owner, Set<String> keys) {
    keys.forEach(key -> OWNERS.put(key, owner));
  }

  /** All of them. */
  static Set<String> all() {
    Set<String> all = new LinkedHashSet<>(OWNERS.keySet());
    all.addAll(FAN_OUT);
    all.addAll(Set.of("type", "steps", "strategy"));
    return all;
  }

  /** Tells of keys that the language knows but that do nothing in a node with this body. */
  static void warnOfIdle(YamlMap node, Body body, Problems problems) {
    Set<String> used = used(body);
    for (String key : node.keys()) {
      String owner = OWNERS.get(key);
      if (owner != null && !used.contains(key)) {
        problems.mistake(
            node.keyPosition(key),
            "'%s' has no effect in %s: it belongs to %s".formatted(key, node.what(), owner),
            "remove it, or say what it is meant for");
      }
    }
  }

  private static Set<String> used(Body body) {
    return switch (body) {
      case Body.Pass _, Body.Steps _ -> Set.of();
      case Body.Call _ -> CALL;
      case Body.Lua _, Body.Expression _ -> CODE;
      case Body.WhileLoop _ -> LOOP;
      case Body.Subgraph _ -> SUBGRAPH;
      case Body.FanOut fanOut -> {
        Set<String> used = new LinkedHashSet<>(used(fanOut.branch()));
        used.addAll(FAN_OUT);
        switch (fanOut.items()) {
          case Body.Items.Dynamic _ -> used.addAll(DYNAMIC);
          case Body.Items.Each _ -> used.addAll(EACH);
          case Body.Items.Matrix _ -> {}
        }
        yield used;
      }
    };
  }
}
