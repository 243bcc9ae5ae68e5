package dev.edgeagent.graph;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.edgeagent.action.Action;
import dev.edgeagent.action.ActionContext;
import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.ActionRegistry;
import dev.edgeagent.action.Parameter;
import dev.edgeagent.action.ParameterType;
import dev.edgeagent.action.Params;
import dev.edgeagent.action.builtin.BuiltInActions;
import dev.edgeagent.json.Json;
import dev.edgeagent.workflow.Problems;
import dev.edgeagent.workflow.Workflow;
import dev.edgeagent.workflow.WorkflowException;
import dev.edgeagent.workflow.WorkflowReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Runs workflows in a directory, with actions of the test's own; states are compact JSON. */
final class Engine {

  /** What an action of a test does. */
  interface Work {
    Object run(Object v) throws ActionException, InterruptedException;
  }

  final List<String> warnings = Collections.synchronizedList(new ArrayList<>());
  private final Path directory;
  private final List<Action> actions = new ArrayList<>(BuiltInActions.all());

  Engine(Path directory) {
    this.directory = directory;
  }

  /** Adds an action whose parameter {@code v} may be left out; its result is {@code r}. */
  Engine with(String name, Work work) {
    actions.add(
        new Action() {
          @Override
          public String name() {
            return name;
          }

          @Override
          public String description() {
            return "a test's";
          }

          @Override
          public List<Parameter> parameters() {
            return List.of(Parameter.optional("v", ParameterType.ANY, "anything"));
          }

          @Override
          public String mainKey() {
            return "r";
          }

          @Override
          public Map<String, Object> run(Params params, ActionContext context)
              throws ActionException, InterruptedException {
            Object result = work.run(params.value("v"));
            return result == null ? Map.of() : Map.of("r", result);
          }
        });
    return this;
  }

  Graph graph(String yaml) throws Exception {
    Path file = Files.writeString(directory.resolve("w.yaml"), yaml);
    var problems = new Problems();
    Workflow workflow = WorkflowReader.read(file, List.of(), problems);
    Graph graph =
        workflow == null ? null : Graph.of(workflow, new ActionRegistry(actions), problems);
    problems.warnings().forEach(warning -> warnings.add(warning.toString()));
    problems.throwIfAny();
    return graph;
  }

  @SuppressWarnings("unchecked")
  RunRequest request(String input) throws Exception {
    return TestRuns.request(directory, (Map<String, Object>) Json.parse(input), warnings::add);
  }

  String run(String yaml) throws Exception {
    return run(yaml, "{}");
  }

  String run(String yaml, String input) throws Exception {
    return steady(Json.compact(GraphRunner.run(graph(yaml), request(input)).state()));
  }

  /** The messages of all errors, without the directory. */
  String error(String yaml) {
    return error(() -> run(yaml));
  }

  String error(String yaml, String input) {
    return error(() -> run(yaml, input));
  }

  String error(org.assertj.core.api.ThrowableAssert.ThrowingCallable run) {
    WorkflowException e = catchThrowableOfType(WorkflowException.class, run);
    return e.all().stream()
        .map(WorkflowException::getMessage)
        .collect(Collectors.joining("\n"))
        .replace(directory + "/", "");
  }

  List<String> warnings() {
    return warnings.stream().map(line -> line.replace(directory + "/", "")).toList();
  }

  private static String steady(String json) {
    return json.replaceAll("\"timing_ms\":[0-9.E-]+", "\"timing_ms\":0")
        .replaceAll("\"timestamp\":\"[^\"]*\"", "\"timestamp\":\"now\"");
  }
}
