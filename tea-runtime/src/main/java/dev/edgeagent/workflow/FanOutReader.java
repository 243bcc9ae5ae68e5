package dev.edgeagent.workflow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Nodes that run something once for each item: dynamic_parallel, strategy.matrix, parallel_each.
 */
final class FanOutReader {

  private static final Set<String> STRATEGY_KEYS = Set.of("matrix", "fail_fast", "max_parallel");
  private static final Set<String> CONFIG_KEYS = Set.of("max_concurrency", "fail_fast");
  private static final Set<String> ACTION_KEYS =
      Set.of("uses", "with", "output", "action", "params", "outputs");

  private final Problems problems;
  private final BodyReader bodies;

  FanOutReader(Problems problems, BodyReader bodies) {
    this.problems = problems;
    this.bodies = bodies;
  }

  Body dynamic(YamlMap node, String name) throws WorkflowException {
    String itemVar = node.string("item_var");
    String indexVar = node.string("index_var");
    var items =
        new Body.Items.Dynamic(
            required(node, "items", "dynamic_parallel"),
            itemVar == null ? "item" : itemVar,
            indexVar == null ? "index" : indexVar);
    List<String> modes =
        List.of("action", "steps", "subgraph", "uses", "run").stream().filter(node::has).toList();
    if (modes.size() != 1) {
      throw new WorkflowException(
          modes.isEmpty() ? node.position() : node.keyPosition(modes.getLast()),
          "dynamic_parallel %s requires exactly one of 'action', 'steps', 'subgraph', got %s"
              .formatted(node.what(), modes.isEmpty() ? "none" : String.join(" and ", modes)),
          "say what each item runs: 'action: {uses: llm.chat, with: {...}}'");
    }
    Body branch;
    if (modes.getFirst().equals("action") && !node.isScalar("action")) {
      YamlMap action = node.child("action", "'action' of " + node.what());
      action.warnOfUnknown(ACTION_KEYS, problems);
      action.requiredString(
          action.has("action") ? "action" : "uses", "name an action: 'uses: llm.chat'");
      branch = bodies.plain(action, name);
    } else {
      branch = bodies.plain(node, name);
    }
    YamlMap config = section(node, "parallel_config", CONFIG_KEYS);
    return fanOut(
        node, items, branch, config, "max_concurrency", "dynamic_parallel", node.position("items"));
  }

  Body matrix(YamlMap node, String name) throws WorkflowException {
    YamlMap strategy = node.child("strategy", "'strategy' of " + node.what());
    strategy.warnOfUnknown(STRATEGY_KEYS, problems);
    Map<String, Object> axes = new LinkedHashMap<>(strategy.map("matrix"));
    if (axes.isEmpty()) {
      throw new WorkflowException(
          strategy.position(),
          "the strategy of " + node.what() + " has no 'matrix'",
          "write 'matrix: {size: [1, 2], color: [red, blue]}'");
    }
    for (Map.Entry<String, Object> axis : axes.entrySet()) {
      if (!(axis.getValue() instanceof List) && !(axis.getValue() instanceof String)) {
        throw new WorkflowException(
            strategy.places("matrix").value(axis.getKey()),
            "the matrix's '" + axis.getKey() + "' must be a list or a template that gives one",
            "write '" + axis.getKey() + ": [1, 2]'");
      }
    }
    return fanOut(
        node,
        new Body.Items.Matrix(axes),
        bodies.plain(node, name),
        strategy,
        "max_parallel",
        "matrix",
        strategy.position("matrix"));
  }

  Body each(YamlMap node, String name) throws WorkflowException {
    var items = new Body.Items.Each(required(node, "parallel_each", "parallel_each"));
    return fanOut(
        node,
        items,
        bodies.plain(node, name),
        null,
        "max_workers",
        "parallel_each",
        node.position("parallel_each"));
  }

  private static Body fanOut(
      YamlMap node,
      Body.Items items,
      Body branch,
      @Nullable YamlMap config,
      String concurrencyKey,
      String kind,
      Position position)
      throws WorkflowException {
    if (branch instanceof Body.Pass) {
      throw new WorkflowException(
          node.position(),
          kind + " " + node.what() + " does nothing for its items",
          "say what each item runs: 'uses', 'run' or 'steps'");
    }
    if (node.value("fan_in") instanceof Boolean || node.value("fan_in") == null) {
      throw new WorkflowException(
          node.position("fan_in"),
          kind + " " + node.what() + " requires 'fan_in'",
          "name the node that reads state.parallel_results: 'fan_in: NODE'");
    }
    Object concurrency = node.concurrency("max_concurrency");
    if (concurrency == null) {
      concurrency = node.concurrency(concurrencyKey);
    }
    if (concurrency == null && config != null) {
      concurrency = config.concurrency(concurrencyKey);
    }
    boolean failFast = node.flag("fail_fast", config != null && config.flag("fail_fast", false));
    var fanIn = new Target(node.requiredString("fan_in", "name a node"), node.position("fan_in"));
    return new Body.FanOut(items, branch, fanIn, concurrency, failFast, position);
  }

  private static Object required(YamlMap node, String key, String kind) throws WorkflowException {
    Object value = node.value(key);
    if (value == null || (value instanceof String text && text.isBlank())) {
      throw new WorkflowException(
          node.position(key),
          kind + " " + node.what() + " requires '" + key + "'",
          "give a list, or a template: '" + key + ": \"{{ state.list }}\"'");
    }
    return value;
  }

  private @Nullable YamlMap section(YamlMap node, String key, Set<String> known)
      throws WorkflowException {
    if (node.value(key) == null) {
      return null;
    }
    YamlMap section = node.child(key, "'" + key + "' of " + node.what());
    section.warnOfUnknown(known, problems);
    return section;
  }
}
