package dev.edgeagent.graph;

import dev.edgeagent.action.ActionContext;
import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.Params;
import dev.edgeagent.json.Json;
import dev.edgeagent.json.JsonException;
import dev.edgeagent.llm.Backends;
import dev.edgeagent.template.TemplateException;
import dev.edgeagent.template.TemplateOptions;
import dev.edgeagent.template.WorkflowTemplates;
import dev.edgeagent.workflow.Edge;
import dev.edgeagent.workflow.Node;
import dev.edgeagent.workflow.Position;
import dev.edgeagent.workflow.Workflow;
import dev.edgeagent.workflow.WorkflowException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs a graph: from node to node, each one's result into the state, until the end.
 *
 * <p>A node's {@code goto} decides where to go next, else the edges that leave it, else the order
 * of the file.
 */
public final class GraphRunner {

  private final Graph graph;
  private final Workflow workflow;
  private final WorkflowTemplates templates;
  private final Map<String, String> environment;
  private final ActionContext context;
  private final Map<String, Object> state = new LinkedHashMap<>();

  private GraphRunner(
      Graph graph, Map<String, String> environment, Backends backends, Consumer<String> warn)
      throws WorkflowException {
    this.graph = graph;
    this.workflow = graph.workflow();
    this.environment = environment;
    this.templates =
        new WorkflowTemplates(
            TemplateOptions.workflow().withFilter("fromjson", (value, _) -> fromJson(value)));
    this.context = new ActionContext(llmSettings(), backends, warn);
  }

  /**
   * @param input merged over the workflow's initial state, key by key
   * @param environment the process's variables, {@code {{ env.X }}} in templates
   * @param backends what answers {@code llm.*}
   * @param warn takes one line for the user at a time
   * @return the final state
   * @throws WorkflowException with the place of the node that failed
   */
  public static Map<String, Object> run(
      Graph graph,
      Map<String, Object> input,
      Map<String, String> environment,
      Backends backends,
      Consumer<String> warn)
      throws WorkflowException {
    return new GraphRunner(graph, environment, backends, warn).run(input);
  }

  private Map<String, Object> run(Map<String, Object> input) throws WorkflowException {
    state.putAll(workflow.initialState());
    state.putAll(input);
    String current = next(Workflow.START, workflow.nodes().getFirst().position());
    for (int done = 0; !current.equals(Workflow.END); done++) {
      Node node = graph.node(current);
      if (done == workflow.settings().maxIterations()) {
        throw new WorkflowException(
            node.position(),
            "no end after "
                + done
                + " steps (max_iterations); the next one would be node '"
                + current
                + "'",
            "check the conditions that should end the loop, or raise settings.max_iterations");
      }
      run(node);
      current = next(current, node.position());
    }
    return state;
  }

  private void run(Node node) throws WorkflowException {
    if (!(node.body() instanceof Node.Body.Call call)) {
      return;
    }
    try {
      var params = new Params(rendered(call.params(), context()));
      Map<String, Object> result = graph.action(call).run(params, context);
      store(call.output(), result, graph.action(call).mainKey());
    } catch (ActionException e) {
      throw new WorkflowException(
          call.position(),
          "node '" + node.name() + "': " + call.action() + ": " + e.getMessage(),
          e.fix(),
          e);
    } catch (TemplateException e) {
      throw new WorkflowException(
          node.position(),
          "node '" + node.name() + "': template error: " + e.getMessage(),
          e.fix(),
          e);
    }
  }

  private void store(Node.Output output, Map<String, Object> result, @Nullable String mainKey)
      throws TemplateException {
    switch (output) {
      case Node.Output.Merge _ -> state.putAll(result);
      case Node.Output.Whole(String key) -> state.put(key, result);
      case Node.Output.Main(String key) ->
          state.put(
              key, mainKey != null && result.containsKey(mainKey) ? result.get(mainKey) : result);
      case Node.Output.Mapped(Map<String, Object> outputs) -> {
        Map<String, Object> withResult = context();
        withResult.put("result", result);
        withResult.put("action_result", result);
        Map<String, Object> mapped = rendered(outputs, withResult);
        mapped.forEach((key, value) -> state.put(key, value == null ? "" : copy(value)));
      }
    }
  }

  private String next(String current, Position position) throws WorkflowException {
    List<Node.Goto> gotos =
        current.equals(Workflow.START) ? List.of() : graph.node(current).gotos();
    try {
      if (!gotos.isEmpty()) {
        for (Node.Goto rule : gotos) {
          if (rule.condition() == null || opens(rule.condition(), current)) {
            return rule.to();
          }
        }
        throw noWay(current, position, "no rule of its goto");
      }
      List<Edge> edges = graph.edgesFrom(current);
      if (edges.isEmpty()) {
        return graph.following(current);
      }
      for (Edge edge : edges) {
        if (edge.when() == null
            || templates.condition(edge.when().expression(), context()) == edge.when().expected()) {
          return edge.to();
        }
      }
    } catch (TemplateException e) {
      throw new WorkflowException(
          position, "a condition after node '" + current + "': " + e.getMessage(), e.fix(), e);
    }
    throw noWay(current, position, "none of its edges");
  }

  private static WorkflowException noWay(String node, Position position, String what) {
    return new WorkflowException(
        position,
        "no way on from node '" + node + "': " + what + " matches the state",
        "add one without a condition, for all other cases");
  }

  private Map<String, Object> context() {
    Map<String, Object> names = new LinkedHashMap<>();
    names.put("state", state);
    names.put("variables", workflow.variables());
    names.put("settings", workflow.settings().values());
    names.put("data", workflow.data());
    names.put("env", environment);
    names.put("secrets", Map.of());
    return names;
  }

  private Map<String, Object> llmSettings() throws WorkflowException {
    try {
      return rendered(workflow.settings().llm(), context());
    } catch (TemplateException e) {
      throw new WorkflowException(
          new Position(workflow.file().toString(), 1, 1),
          "settings.llm: template error: " + e.getMessage(),
          e.fix(),
          e);
    }
  }

  @SuppressWarnings("unchecked") // a rendered map is a map
  private Map<String, Object> rendered(Map<String, Object> values, Map<String, Object> context)
      throws TemplateException {
    return (Map<String, Object>) templates.render(values, context);
  }

  /**
   * A goto's condition, by the reference's rules for those: its text decides, and one that fails is
   * a warning.
   */
  private boolean opens(String condition, String node) {
    try {
      return templates.gotoCondition(condition, context());
    } catch (TemplateException e) {
      context
          .warn()
          .accept(
              "warning: goto of node '"
                  + node
                  + "': '"
                  + condition
                  + "' counts as false: "
                  + e.getMessage());
      return false;
    }
  }

  /** A value of its own: a template can hand out the state itself, or a part that changes later. */
  private static Object copy(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<Object, Object> copy = new LinkedHashMap<>();
        map.forEach((key, item) -> copy.put(key, item == null ? null : copy(item)));
        yield copy;
      }
      case List<?> list -> {
        List<Object> copy = new ArrayList<>();
        list.forEach(item -> copy.add(item == null ? null : copy(item)));
        yield copy;
      }
      default -> value;
    };
  }

  /** The reference's filter: what is not JSON stays as it is. */
  private static @Nullable Object fromJson(@Nullable Object value) {
    try {
      return value instanceof String text ? Json.parse(text) : value;
    } catch (JsonException e) {
      return value;
    }
  }
}
