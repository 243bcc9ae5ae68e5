package dev.edgeagent.cli.drawing;

import dev.edgeagent.json.Json;
import dev.edgeagent.workflow.Body;
import dev.edgeagent.workflow.Node;
import dev.edgeagent.workflow.Workflow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * For programs. The keys stay as they are from version to version; more may be added.
 *
 * <pre>{@code
 * name, description: text
 * initial_state: {KEY: VALUE}
 * nodes: [{
 *   name: text                                   of a branch: NODE[i]
 *   kind: pass | action | lua | expression | steps | while_loop | dynamic_parallel | parallel_each
 *       | matrix | subgraph
 *   action: text                                 of an action
 *   expression: text                             of an expression
 *   workflow: text                               of a subgraph: its file, from this one's directory
 *   condition: text, max_iterations: number      of a while_loop
 *   items: list or template                      of a dynamic_parallel or parallel_each
 *   item_var, index_var: text                    of a dynamic_parallel
 *   axes: {NAME: list or template}               of a matrix
 *   fan_in: text, fail_fast: boolean             of those three
 *   max_concurrency?: number or template         of those three
 *   writes?: [KEY]                               state keys it sets; missing if its result decides;
 *                                                in a branch: of the branch's own state
 *   nodes?: [{...}]                              steps, a loop's body, what each branch does
 *   retries?: number, timeout?: seconds, graceful?: true, interrupt?: [before, after]
 * }]
 * edges: [{
 *   from, to: text                               a node, __start__ or __end__
 *   kind: edge | choice | goto | parallel | fan_in | implicit | fallback
 *   when?: text                                  the condition as the workflow has it
 *   is?: text                                    of a choice: the text that 'when' must have
 *   expected?: false                             if the edge is taken when 'when' is false
 *   else?: true                                  if it is taken when none before it is
 * }]
 * }</pre>
 *
 * <p>Edges from one node stand together, in the order in which a run tries them. Edges that no run
 * can take are left out; {@code implicit} ones come from the order of the file.
 */
public final class JsonRenderer implements Renderer {

  /**
   * @throws IllegalArgumentException if the initial state or an item holds what JSON has not, such
   *     as NaN
   */
  @Override
  public String render(Drawing drawing) {
    Workflow workflow = drawing.workflow();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", workflow.name());
    json.put("description", workflow.description());
    json.put("initial_state", workflow.initialState());
    json.put("nodes", nodes(drawing.boxes(), new Captions(workflow)));
    json.put("edges", drawing.arrows().stream().map(JsonRenderer::edge).toList());
    return Json.pretty(json) + "\n";
  }

  private static List<Object> nodes(List<Box> boxes, Captions captions) {
    List<Object> nodes = new ArrayList<>();
    for (Box box : boxes) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("name", box.node().name());
      json.put("kind", box.kind());
      addBody(box.node().body(), captions, json);
      StateKeys.written(box.node()).ifPresent(keys -> json.put("writes", keys));
      if (!box.inside().isEmpty()) {
        json.put("nodes", nodes(box.inside(), captions));
      }
      addFailure(box.node().failure(), json);
      List<String> interrupt = new ArrayList<>();
      if (box.stopsBefore()) {
        interrupt.add("before");
      }
      if (box.stopsAfter()) {
        interrupt.add("after");
      }
      if (!interrupt.isEmpty()) {
        json.put("interrupt", interrupt);
      }
      nodes.add(json);
    }
    return nodes;
  }

  private static void addBody(Body body, Captions captions, Map<String, Object> json) {
    switch (body) {
      case Body.Pass _, Body.Lua _, Body.Steps _ -> {}
      case Body.Call call -> json.put("action", call.action());
      case Body.Expression expression -> json.put("expression", expression.value());
      case Body.Subgraph subgraph -> json.put("workflow", captions.file(subgraph).toString());
      case Body.WhileLoop loop -> {
        json.put("condition", loop.condition());
        json.put("max_iterations", loop.maxIterations());
      }
      case Body.FanOut fanOut -> {
        addItems(fanOut.items(), json);
        json.put("fan_in", fanOut.fanIn().name());
        json.put("fail_fast", fanOut.failFast());
        if (fanOut.maxConcurrency() != null) {
          json.put("max_concurrency", fanOut.maxConcurrency());
        }
      }
    }
  }

  private static void addItems(Body.Items items, Map<String, Object> json) {
    switch (items) {
      case Body.Items.Dynamic dynamic -> {
        json.put("items", dynamic.items());
        json.put("item_var", dynamic.itemVar());
        json.put("index_var", dynamic.indexVar());
      }
      case Body.Items.Each each -> json.put("items", each.items());
      case Body.Items.Matrix matrix -> json.put("axes", matrix.axes());
    }
  }

  private static void addFailure(Node.Failure failure, Map<String, Object> json) {
    if (failure.retry() != null) {
      json.put("retries", failure.retry().times());
    }
    if (failure.timeout() != null) {
      json.put("timeout", Captions.seconds(failure.timeout()));
    }
    if (failure.graceful()) {
      json.put("graceful", true);
    }
  }

  private static Map<String, Object> edge(Arrow arrow) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("from", arrow.from());
    json.put("to", arrow.to());
    json.put("kind", arrow.kind().label());
    switch (arrow.test()) {
      case null -> {}
      case Arrow.Is(String expression, String value) -> {
        json.put("when", expression);
        json.put("is", value);
      }
      case Arrow.Holds(String expression, boolean expected) -> {
        json.put("when", expression);
        if (!expected) {
          json.put("expected", false);
        }
      }
    }
    if (arrow.otherwise()) {
      json.put("else", true);
    }
    return json;
  }
}
