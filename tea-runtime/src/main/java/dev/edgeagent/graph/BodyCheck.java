package dev.edgeagent.graph;

import dev.edgeagent.action.Action;
import dev.edgeagent.action.ActionRegistry;
import dev.edgeagent.action.Parameter;
import dev.edgeagent.workflow.Body;
import dev.edgeagent.workflow.NearestName;
import dev.edgeagent.workflow.Node;
import dev.edgeagent.workflow.Places;
import dev.edgeagent.workflow.Problems;
import dev.edgeagent.workflow.Target;
import dev.edgeagent.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What can be said of a node's body before it runs: actions, parameters, templates, Lua. */
final class BodyCheck {

  private final Graph graph;
  private final Problems problems;

  BodyCheck(Graph graph, Problems problems) {
    this.graph = graph;
    this.problems = problems;
  }

  /**
   * @param handled whether the run goes on when the node fails, whatever the node itself says
   */
  void check(Node node, boolean handled) {
    check(node.body(), "node '" + node.name() + "'", handled || node.failure().isHandled());
  }

  /**
   * @param handled whether the run goes on when it fails
   */
  private void check(Body body, String what, boolean handled) {
    switch (body) {
      case Body.Pass _ -> {}
      case Body.Call call -> check(call, what, handled);
      case Body.Lua lua -> {
        graph.luaBlocks().check(lua, what, problems);
        check(lua.output(), what, lua.places());
      }
      case Body.Expression expression ->
          graph.rendering().check(expression.value(), what, expression.position(), problems);
      case Body.Steps steps -> checkAll(steps.steps(), what, handled);
      case Body.WhileLoop loop -> {
        graph.rendering().checkCondition(loop.condition(), what, loop.position(), problems);
        checkAll(loop.body(), what, handled);
      }
      case Body.FanOut fanOut -> check(fanOut, what);
      case Body.Subgraph subgraph ->
          graph.rendering().check(subgraph.input(), what, subgraph.places(), problems);
    }
  }

  private void checkAll(List<Node> steps, String what, boolean handled) {
    for (Node step : steps) {
      check(
          step.body(),
          what + ": step '" + step.name() + "'",
          handled || step.failure().isHandled());
      if (step.failure().fallback() != null) {
        problems.error(
            step.failure().fallback().position(),
            what + ": step '" + step.name() + "' cannot fall back to a node",
            "put the fallback on the node, or 'on_error: {mode: graceful}' on the step");
      }
    }
  }

  private void check(Body.FanOut fanOut, String what) {
    switch (fanOut.items()) {
      case Body.Items.Dynamic dynamic -> checkItems(dynamic.items(), "items", what, fanOut);
      case Body.Items.Each each -> checkItems(each.items(), "parallel_each", what, fanOut);
      case Body.Items.Matrix matrix ->
          matrix.axes().forEach((axis, values) -> checkItems(values, axis, what, fanOut));
    }
    Target fanIn = fanOut.fanIn();
    if (!graph.has(fanIn.name()) && !fanIn.name().equals(Workflow.END)) {
      problems.error(
          fanIn.position(),
          what + " has the fan_in '" + fanIn.name() + "', which is not a node",
          NearestName.fix(fanIn.name(), graph.names()));
    }
    check(fanOut.branch(), what, true);
  }

  private void checkItems(Object items, String key, String what, Body.FanOut fanOut) {
    graph.rendering().check(items, what + ": '" + key + "'", fanOut.position(), problems);
    if (items instanceof String text && !text.contains("{{") && !text.contains("{%")) {
      problems.error(
          fanOut.position(),
          what + ": '" + key + "' must be a list, got the text '" + text + "'",
          "give a list, or a template: \"{{ state.list }}\"");
    }
  }

  private void check(Body.Call call, String what, boolean handled) {
    graph.rendering().check(call.params(), what, call.places(), problems);
    check(call.output(), what, call.places());
    Action action = graph.action(call.action()).orElse(null);
    if (action == null) {
      String problem = "unknown action '" + call.action() + "'";
      String fix = unknownActionFix(call.action(), graph.actions());
      if (handled) {
        problems.mistake(call.position(), problem, fix);
      } else {
        problems.error(call.position(), problem, fix);
      }
      return;
    }
    checkParams(call, action);
  }

  private void checkParams(Body.Call call, Action action) {
    List<String> known = new ArrayList<>();
    for (Parameter parameter : action.parameters()) {
      known.add(parameter.name());
      known.addAll(parameter.aliases());
      boolean given =
          call.params().containsKey(parameter.name())
              || parameter.aliases().stream().anyMatch(call.params()::containsKey);
      if (parameter.required() && !given) {
        problems.mistake(
            call.position(),
            call.action() + " needs the parameter '" + parameter.name() + "'",
            "give '" + parameter.name() + ": ...' under 'with:'");
      }
    }
    for (String name : call.params().keySet()) {
      if (!known.contains(name)) {
        problems.warn(
            call.places().key(name),
            call.action() + " has no parameter '" + name + "'",
            NearestName.fix(
                name, known, "it takes " + (known.isEmpty() ? "none" : String.join(", ", known))));
      }
    }
  }

  private void check(Body.Output output, String what, Places places) {
    if (output instanceof Body.Output.Mapped mapped) {
      for (Map.Entry<String, Object> entry : mapped.templates().entrySet()) {
        String key = entry.getKey();
        if (entry.getValue() instanceof String text) {
          graph.rendering().check(text, what + ": '" + key + "'", places.value(key), problems);
        } else if (Rendering.hasTemplates(entry.getValue())) {
          problems.warn(
              places.value(key),
              what + ": the templates in '" + key + "' stay as they are written",
              "in an output map, only a text directly under a key is filled in");
        }
      }
    }
  }

  static String unknownActionFix(String name, ActionRegistry actions) {
    return NearestName.fix(
        name,
        actions.names(),
        "tea actions lists what there is; actions of your own come from --actions DIR");
  }
}
