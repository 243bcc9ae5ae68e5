package dev.edgeagent.graph;

import dev.edgeagent.action.ActionContext;
import dev.edgeagent.workflow.Position;
import dev.edgeagent.workflow.Problems;
import dev.edgeagent.workflow.Workflow;
import dev.edgeagent.workflow.WorkflowException;
import java.util.LinkedHashMap;
import java.util.Map;

/** One graph in one run: what its nodes see besides the state. */
final class Scope {

  private final Graph graph;
  private final RunRequest request;
  private final Map<String, Object> settings;
  private final Map<String, Object> constants = new LinkedHashMap<>();
  private final ActionContext actionContext;

  private Scope(Graph graph, RunRequest request, Map<String, Object> inherited)
      throws WorkflowException {
    this.graph = graph;
    this.request = request;
    Workflow workflow = graph.workflow();
    this.settings = new LinkedHashMap<>(inherited);
    this.settings.putAll(workflow.settings().values());
    Map<String, Object> checkpoint = new LinkedHashMap<>();
    if (request.checkpoints() != null) {
      checkpoint.put("dir", String.valueOf(request.checkpoints().getParent()));
      checkpoint.put("last", request.checkpoints().toString());
    }
    constants.put("variables", workflow.variables());
    constants.put("settings", settings);
    constants.put("data", workflow.data());
    constants.put("env", request.environment());
    constants.put("secrets", request.secrets());
    constants.put("checkpoint", checkpoint);
    if (workflow.settings().values().containsKey("llm")) {
      settings.put("llm", llm(workflow));
    }
    this.actionContext =
        new ActionContext(
            settings,
            request.secrets(),
            request.permissions(),
            request.memory(),
            request.backends(),
            graph.actions(),
            request.text(),
            request.warn());
  }

  /** That of the workflow that a run is asked for. */
  static Scope of(Graph graph, RunRequest request) throws WorkflowException {
    return new Scope(graph, request, Map.of("llm", request.llmOverrides()));
  }

  /** That of a workflow in this one, which keeps the settings that it does not set itself. */
  Scope inner(Graph subgraph) throws WorkflowException {
    return new Scope(subgraph, request, settings);
  }

  Graph graph() {
    return graph;
  }

  RunRequest request() {
    return request;
  }

  /** One line for the user. */
  void warn(Position position, String what) {
    request.warn().accept(new Problems.Warning(position, what).toString());
  }

  Rendering rendering() {
    return graph.rendering();
  }

  ActionContext actionContext() {
    return actionContext;
  }

  int maxIterations() {
    return request.maxIterations() == null
        ? graph.workflow().settings().maxIterations()
        : request.maxIterations();
  }

  /** What templates can refer to. */
  Map<String, Object> names(Map<String, Object> state) {
    Map<String, Object> names = new LinkedHashMap<>();
    names.put("state", state);
    names.putAll(constants);
    return names;
  }

  private Map<String, Object> llm(Workflow workflow) throws WorkflowException {
    try {
      Map<String, Object> llm =
          rendering()
              .render(
                  workflow.settings().llm(),
                  names(Map.of()),
                  workflow.settings().llmPlaces(),
                  request.warn());
      llm.putAll(request.llmOverrides());
      return llm;
    } catch (NodeException e) {
      throw new WorkflowException(e.position(), "settings.llm: " + e.what(), e.fix(), e);
    }
  }
}
