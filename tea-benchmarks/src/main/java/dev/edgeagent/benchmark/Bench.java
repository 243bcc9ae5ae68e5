package dev.edgeagent.benchmark;

import dev.edgeagent.action.Action;
import dev.edgeagent.action.ActionContext;
import dev.edgeagent.action.ActionRegistry;
import dev.edgeagent.action.InProcessMemory;
import dev.edgeagent.action.Parameter;
import dev.edgeagent.action.ParameterType;
import dev.edgeagent.action.Params;
import dev.edgeagent.action.Permissions;
import dev.edgeagent.graph.Graph;
import dev.edgeagent.graph.GraphRunner;
import dev.edgeagent.graph.Outcome;
import dev.edgeagent.graph.RunListener;
import dev.edgeagent.graph.RunRequest;
import dev.edgeagent.llm.Backends;
import dev.edgeagent.llm.LocalModels;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.ModelLocator;
import dev.edgeagent.llm.api.OpenAiApi;
import dev.edgeagent.workflow.Workflow;
import dev.edgeagent.workflow.WorkflowException;
import dev.edgeagent.workflow.WorkflowReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One workflow's file and what it takes to run it. */
final class Bench {

  /** An action whose cost is nothing. */
  private static final class Nothing implements Action {
    @Override
    public String name() {
      return "bench.nothing";
    }

    @Override
    public String description() {
      return "Does nothing.";
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(Parameter.optional("v", ParameterType.ANY, "anything"));
    }

    @Override
    public Map<String, Object> run(Params params, ActionContext context) {
      return Map.of("r", 1L);
    }
  }

  private static final ActionRegistry ACTIONS = new ActionRegistry(List.of(new Nothing()));

  private final Path file;

  Bench(String yaml) {
    try {
      file = Files.writeString(Files.createTempFile("bench", ".yaml"), yaml);
      file.toFile().deleteOnExit();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  Workflow read() throws WorkflowException {
    return WorkflowReader.read(file);
  }

  static Graph check(Workflow workflow) throws WorkflowException {
    return Graph.of(workflow, ACTIONS);
  }

  static Outcome run(Graph graph, Map<String, Object> input)
      throws WorkflowException, InterruptedException {
    return GraphRunner.run(graph, request(input));
  }

  private static RunRequest request(Map<String, Object> input) {
    Path directory = Path.of("").toAbsolutePath();
    return new RunRequest(
        input,
        Map.of(),
        Map.of(),
        Map.of(),
        new Permissions(directory, directory, List.of(), false, false),
        new InProcessMemory(InstantSource.system()),
        new Backends(
            new ModelLocator(Map.of(), null, _ -> {}),
            new LocalModels(
                (_, _) -> {
                  throw new ModelException("no engine", "none");
                },
                null),
            new OpenAiApi(Map.of(), _ -> {}),
            null,
            true,
            _ -> {}),
        _ -> {},
        null,
        null,
        Set.of(),
        Set.of(),
        null,
        directory.resolve("checkpoint.json"),
        RunListener.NONE,
        _ -> {});
  }
}
