package dev.edgeagent.graph;

import dev.edgeagent.action.Action;
import dev.edgeagent.action.ActionContext;
import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.InProcessMemory;
import dev.edgeagent.action.Params;
import dev.edgeagent.action.Permissions;
import dev.edgeagent.llm.Backends;
import dev.edgeagent.workflow.Node;
import dev.edgeagent.workflow.Position;
import dev.edgeagent.workflow.Workflow;
import dev.edgeagent.workflow.WorkflowException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs a graph: from node to node, each one's result into the state, until the end. */
public final class GraphRunner {

  private final Graph graph;
  private final Workflow workflow;
  private final Rendering rendering = new Rendering();
  private final Router router;
  private final Map<String, String> environment;
  private final ActionContext context;
  private final Map<String, Object> state = new LinkedHashMap<>();

  private GraphRunner(
      Graph graph, Map<String, String> environment, Backends backends, Consumer<String> warn)
      throws WorkflowException {
    this.graph = graph;
    this.workflow = graph.workflow();
    this.environment = environment;
    this.router = new Router(graph, rendering, warn);
    rendering.check(workflow);
    Position file = new Position(workflow.file().toString(), 1, 1);
    Map<String, Object> llm =
        rendering.render(workflow.settings().llm(), names(), "settings.llm", _ -> file);
    Map<String, Object> settings = new LinkedHashMap<>(workflow.settings().values());
    settings.put("llm", llm);
    Path here = Path.of("").toAbsolutePath();
    Path directory = Objects.requireNonNullElse(workflow.file().toAbsolutePath().getParent(), here);
    this.context =
        new ActionContext(
            settings,
            Map.of(),
            new Permissions(here, directory, List.of(), true, false),
            new InProcessMemory(InstantSource.system()),
            backends,
            warn);
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
    String current = router.first(names());
    for (int done = 0; !current.equals(Workflow.END); done++) {
      Node node = graph.node(current);
      if (done == workflow.settings().maxIterations()) {
        throw new WorkflowException(
            node.position(),
            "no end after %d steps (max_iterations); the next one would be node '%s'"
                .formatted(done, current),
            "check the conditions that should end the loop, or raise settings.max_iterations");
      }
      if (node.body() instanceof Node.Body.Call call) {
        run(node, call);
      }
      current = router.after(node, names());
    }
    return state;
  }

  private void run(Node node, Node.Body.Call call) throws WorkflowException {
    String what = "node '" + node.name() + "'";
    Function<String, Position> place = key -> call.places().getOrDefault(key, node.position());
    Action action = graph.action(call);
    Map<String, Object> params = rendering.render(call.params(), names(), what, place);
    Map<String, Object> result;
    try {
      result = action.run(Params.named(params, action.parameters()), context);
    } catch (InterruptedException e) {
      throw new WorkflowException(call.position(), what + " was interrupted", "run it again", e);
    } catch (ActionException e) {
      throw new WorkflowException(
          call.position(), what + ": " + call.action() + ": " + e.getMessage(), e.fix(), e);
    }
    switch (call.output()) {
      case Node.Output.Merge _ -> state.putAll(result);
      case Node.Output.Whole(String key) -> state.put(key, result);
      case Node.Output.Main(String key) -> state.put(key, mainValue(action, result));
      case Node.Output.Mapped(Map<String, Object> outputs) -> {
        Map<String, Object> names = names();
        names.put("result", result);
        names.put("action_result", result);
        rendering
            .render(outputs, names, what, place)
            .forEach((key, value) -> state.put(key, value == null ? "" : copy(value)));
      }
    }
  }

  private static Object mainValue(Action action, Map<String, Object> result) {
    String key = action.mainKey();
    return key != null && result.containsKey(key) ? result.get(key) : result;
  }

  private Map<String, Object> names() {
    Map<String, Object> names = new LinkedHashMap<>();
    names.put("state", state);
    names.put("variables", workflow.variables());
    names.put("settings", workflow.settings().values());
    names.put("data", workflow.data());
    names.put("env", environment);
    names.put("secrets", Map.of());
    return names;
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
}
