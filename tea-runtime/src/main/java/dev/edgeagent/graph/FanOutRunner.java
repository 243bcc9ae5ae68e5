package dev.edgeagent.graph;

import dev.edgeagent.workflow.Body;
import dev.edgeagent.workflow.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs a node once for each item. */
final class FanOutRunner {

  private static final int MOST_BRANCHES = 1_000_000;

  private final Scope scope;
  private final BodyRunner bodies;

  FanOutRunner(Scope scope, BodyRunner bodies) {
    this.scope = scope;
    this.bodies = bodies;
  }

  /**
   * @return {@code parallel_results}, in the order of the items
   */
  Map<String, Object> run(Node node, Body.FanOut fanOut, Map<String, Object> state)
      throws NodeException, InterruptedException {
    List<Map<String, Object>> variables = variables(fanOut, state);
    var branches =
        new Branches(
            concurrency(node, fanOut, state),
            fanOut.failFast(),
            (index, result) -> ended(node, index, result));
    List<Branches.Result> results =
        branches.run(variables.size(), i -> branch(node, fanOut, state, variables.get(i)));
    List<Object> entries = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      Branches.Result result = results.get(i);
      entries.add(
          BranchReport.of(
              node.name() + "[" + i + "]",
              result,
              result.started() ? left(fanOut.items(), result, variables.get(i)) : Map.of()));
    }
    Map<String, Object> update = new LinkedHashMap<>();
    update.put("parallel_results", entries);
    return update;
  }

  private Branches.Branch branch(
      Node node, Body.FanOut fanOut, Map<String, Object> state, Map<String, Object> variables) {
    return attemptErrors -> {
      var attempts =
          new Attempts<Map<String, Object>>(
              node.failure(),
              fanOut.position(),
              (error, retry, pause) -> {
                attemptErrors.add(error.message());
                scope.request().listener().nodeRetried(node.name(), error.what(), retry, pause);
              });
      return attempts.run(
          () -> {
            Map<String, Object> own = new LinkedHashMap<>(state);
            own.putAll(variables);
            return bodies.run(node, fanOut.branch(), own).update();
          });
    };
  }

  private void ended(Node node, int index, Branches.Result result) {
    String branch = node.name() + "[" + index + "]";
    if (result.error() != null) {
      scope.warn(
          result.error().position(), "branch " + branch + " failed: " + result.error().what());
    }
    scope.request().listener().branchEnded(node.name(), branch, result.success(), result.time());
  }

  /** What a branch leaves in its entry's {@code state}. */
  private static Map<String, Object> left(
      Body.Items items, Branches.Result result, Map<String, Object> variables) {
    Map<String, Object> left = new LinkedHashMap<>();
    Map<String, Object> state = result.state();
    switch (items) {
      case Body.Items.Dynamic _ -> {
        if (state != null) {
          left.putAll(state);
        }
        left.putAll(variables);
      }
      case Body.Items.Each _ -> {
        left.put("item", variables.get("item"));
        left.put("index", variables.get("item_index"));
        if (state != null) {
          left.put("result", state);
        }
      }
      case Body.Items.Matrix _ -> {
        left.putAll(variables);
        if (state != null) {
          left.put("result", state);
        }
      }
    }
    return left;
  }

  /** What each branch sees in its state beside the others. */
  private List<Map<String, Object>> variables(Body.FanOut fanOut, Map<String, Object> state)
      throws NodeException {
    List<Map<String, Object>> variables = new ArrayList<>();
    switch (fanOut.items()) {
      case Body.Items.Dynamic dynamic -> {
        for (Object item : iterable("items", dynamic.items(), fanOut, state)) {
          Map<String, Object> own = new LinkedHashMap<>();
          own.put(dynamic.itemVar(), item);
          own.put(dynamic.indexVar(), (long) variables.size());
          variables.add(own);
        }
      }
      case Body.Items.Each each -> {
        for (Object item : iterable("parallel_each", each.items(), fanOut, state)) {
          Map<String, Object> own = new LinkedHashMap<>();
          own.put("item", item);
          own.put("item_index", (long) variables.size());
          variables.add(own);
        }
      }
      case Body.Items.Matrix matrix -> {
        for (Map<String, Object> combination : combinations(matrix, fanOut, state)) {
          variables.add(new LinkedHashMap<>(Map.of("matrix", combination)));
        }
      }
    }
    return variables;
  }

  /** All combinations of the axes' values, those of the last axis changing first. */
  private List<Map<String, Object>> combinations(
      Body.Items.Matrix matrix, Body.FanOut fanOut, Map<String, Object> state)
      throws NodeException {
    List<Map<String, Object>> combinations = List.of(Map.of());
    for (Map.Entry<String, Object> axis : matrix.axes().entrySet()) {
      String what = "matrix." + axis.getKey();
      List<?> values = items(what, value(what, axis.getValue(), fanOut, state), fanOut);
      if ((long) combinations.size() * values.size() > MOST_BRANCHES) {
        throw tooMany(fanOut);
      }
      List<Map<String, Object>> longer = new ArrayList<>();
      for (Map<String, Object> combination : combinations) {
        for (Object value : values) {
          Map<String, Object> one = new LinkedHashMap<>(combination);
          one.put(axis.getKey(), value);
          longer.add(one);
        }
      }
      combinations = longer;
    }
    return combinations;
  }

  /** A map's items are its keys, as they are in Python. */
  private List<?> iterable(String what, Object items, Body.FanOut fanOut, Map<String, Object> state)
      throws NodeException {
    Object value = value(what, items, fanOut, state);
    return items(what, value instanceof Map<?, ?> map ? List.copyOf(map.keySet()) : value, fanOut);
  }

  private @Nullable Object value(
      String what, Object items, Body.FanOut fanOut, Map<String, Object> state)
      throws NodeException {
    return Values.copy(
        scope
            .rendering()
            .render(
                items,
                scope.names(state),
                "'" + what + "': ",
                fanOut.position(),
                scope.request().warn()),
        fanOut.position());
  }

  private static List<?> items(String what, @Nullable Object value, Body.FanOut fanOut)
      throws NodeException {
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list)) {
      throw new NodeException(
          fanOut.position(),
          NodeException.Kind.ACTION,
          "'"
              + what
              + "' must be a list, got "
              + (value instanceof Map ? "a map" : "'" + value + "'"),
          "give a list, or a template of exactly one {{ expression }} that is one",
          null);
    }
    if (list.size() > MOST_BRANCHES) {
      throw tooMany(fanOut);
    }
    return list;
  }

  private static NodeException tooMany(Body.FanOut fanOut) {
    return new NodeException(
        fanOut.position(),
        NodeException.Kind.LIMIT,
        "more than " + MOST_BRANCHES + " branches",
        "give fewer items",
        null);
  }

  private @Nullable Integer concurrency(Node node, Body.FanOut fanOut, Map<String, Object> state)
      throws NodeException {
    Object value =
        scope
            .rendering()
            .render(
                fanOut.maxConcurrency(),
                scope.names(state),
                "'max_concurrency': ",
                node.position(),
                scope.request().warn());
    return switch (value) {
      case null -> scope.graph().workflow().settings().maxWorkers();
      case Integer number -> number;
      case Number number when number.longValue() >= 1 && number.longValue() <= MOST_BRANCHES ->
          number.intValue();
      default ->
          throw new NodeException(
              node.position(),
              NodeException.Kind.ACTION,
              "'max_concurrency' must be a whole number from 1, got '" + value + "'",
              "correct the template",
              null);
    };
  }
}
