package dev.edgeagent.graph;

import dev.edgeagent.action.Action;
import dev.edgeagent.workflow.Body;
import dev.edgeagent.workflow.Node;
import dev.edgeagent.workflow.Places;
import dev.edgeagent.workflow.Position;
import dev.edgeagent.workflow.WorkflowException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Does what a node does, on a state that it does not change. */
final class BodyRunner {

  /**
   * What came of it.
   *
   * @param update what changes in the state
   * @param value what a goto sees as {@code result}
   */
  record Result(Map<String, Object> update, @Nullable Object value) {
    static Result of(Map<String, Object> update) {
      return new Result(update, update);
    }
  }

  private final Scope scope;
  private final NodeRunner nodes;

  BodyRunner(Scope scope, NodeRunner nodes) {
    this.scope = scope;
    this.nodes = nodes;
  }

  Result run(Node node, Body body, Map<String, Object> state)
      throws NodeException, InterruptedException {
    return switch (body) {
      case Body.Pass _ -> Result.of(Map.of());
      case Body.Call call -> call(call, state);
      case Body.Lua lua -> lua(node, lua, state);
      case Body.Expression expression -> expression(expression, state);
      case Body.Steps steps -> steps(steps, state);
      case Body.WhileLoop loop -> loop(node, loop, state);
      case Body.FanOut fanOut -> Result.of(new FanOutRunner(scope, this).run(node, fanOut, state));
      case Body.Subgraph subgraph -> subgraph(subgraph, state);
    };
  }

  private Result call(Body.Call call, Map<String, Object> state)
      throws NodeException, InterruptedException {
    Action action =
        scope
            .graph()
            .action(call.action())
            .orElseThrow(
                () ->
                    new NodeException(
                        call.position(),
                        NodeException.Kind.UNKNOWN_ACTION,
                        "Unknown action: " + call.action(),
                        BodyCheck.unknownActionFix(call.action(), scope.graph().actions()),
                        null));
    Map<String, Object> params =
        scope
            .rendering()
            .render(call.params(), scope.names(state), call.places(), scope.request().warn());
    Map<String, Object> result = new ActionCall(scope, call, action).run(params);
    String main = action.mainKey();
    Object value = main != null && result.containsKey(main) ? result.get(main) : result;
    return new Result(output(call.output(), result, value, call.places(), state), result);
  }

  private Result lua(Node node, Body.Lua lua, Map<String, Object> state)
      throws NodeException, InterruptedException {
    Object value =
        scope
            .graph()
            .luaBlocks()
            .run(
                lua,
                scope.names(state),
                line -> scope.request().warn().accept(node.name() + ": " + line));
    Map<String, Object> result;
    if (value instanceof Map<?, ?> map) {
      result = new LinkedHashMap<>();
      map.forEach((key, item) -> result.put(String.valueOf(key), item));
    } else if (value == null) {
      result = Map.of();
    } else {
      result = Map.of("result", value);
    }
    return new Result(output(lua.output(), result, value, lua.places(), state), value);
  }

  private Result expression(Body.Expression expression, Map<String, Object> state)
      throws NodeException {
    Object value =
        scope.rendering().evaluate(expression.value(), scope.names(state), expression.position());
    Map<String, Object> update = new LinkedHashMap<>();
    update.put(expression.key(), Values.copy(value, expression.position()));
    return new Result(update, value);
  }

  private Result steps(Body.Steps steps, Map<String, Object> state)
      throws NodeException, InterruptedException {
    Map<String, Object> working = new LinkedHashMap<>(state);
    for (Node step : steps.steps()) {
      nodes.runInner(step, working);
    }
    return Result.of(working);
  }

  private Result loop(Node node, Body.WhileLoop loop, Map<String, Object> state)
      throws NodeException, InterruptedException {
    Map<String, Object> working = new LinkedHashMap<>(state);
    for (int i = 0;
        scope.rendering().holds(loop.condition(), scope.names(working), loop.position());
        i++) {
      if (i == loop.maxIterations()) {
        throw new NodeException(
            loop.position(),
            NodeException.Kind.LIMIT,
            "while_loop '%s' exceeded max_iterations (%d): '%s' still holds"
                .formatted(node.name(), i, loop.condition()),
            "check what should end the loop, or raise max_iterations (at most 1000)",
            null);
      }
      for (Node step : loop.body()) {
        try {
          nodes.runInner(step, working);
        } catch (NodeException e) {
          throw e.in("iteration " + i + ": ");
        }
      }
    }
    return Result.of(working);
  }

  private Result subgraph(Body.Subgraph subgraph, Map<String, Object> state)
      throws NodeException, InterruptedException {
    Map<String, Object> input =
        scope
            .rendering()
            .render(
                subgraph.input(), scope.names(state), subgraph.places(), scope.request().warn());
    try {
      Scope inner = scope.inner(scope.graph().subgraph(subgraph));
      Map<String, Object> result = new LinkedHashMap<>(subgraph.workflow().initialState());
      result.putAll(input);
      new Walk(inner, result, null).toEnd();
      return Result.of(result);
    } catch (WorkflowException e) {
      throw new NodeException(
          subgraph.position(),
          NodeException.Kind.ACTION,
          "subgraph: " + (e.position() == null ? "" : e.position() + ": ") + e.what(),
          e.fix(),
          e);
    }
  }

  /**
   * What a result changes in the state.
   *
   * @param main its main value
   */
  private Map<String, Object> output(
      Body.Output output,
      Map<String, Object> result,
      @Nullable Object main,
      Places places,
      Map<String, Object> state)
      throws NodeException {
    Map<String, Object> update = new LinkedHashMap<>();
    switch (output) {
      case Body.Output.Merge _ -> update.putAll(result);
      case Body.Output.Whole(String key) -> update.put(key, result);
      case Body.Output.Main(String key) -> update.put(key, main);
      case Body.Output.Mapped(Map<String, Object> templates) -> {
        Map<String, Object> names = scope.names(state);
        names.put("result", result);
        names.put("action_result", result);
        for (Map.Entry<String, Object> entry : templates.entrySet()) {
          update.put(
              entry.getKey(),
              entry.getValue() instanceof String text
                  ? mapped(entry.getKey(), text, names, places)
                  : entry.getValue());
        }
      }
    }
    return update;
  }

  /** As in the reference, what a template finds nothing for is the empty text. */
  private Object mapped(String key, String template, Map<String, Object> names, Places places)
      throws NodeException {
    Position position = places.value(key);
    Object value =
        Values.copy(
            scope
                .rendering()
                .render(template, names, "'" + key + "': ", position, scope.request().warn()),
            position);
    return value == null ? "" : value;
  }
}
