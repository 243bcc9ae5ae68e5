package dev.edgeagent.cli;

import dev.edgeagent.action.InProcessMemory;
import dev.edgeagent.action.Permissions;
import dev.edgeagent.action.builtin.BuiltInActions;
import dev.edgeagent.graph.Graph;
import dev.edgeagent.graph.GraphRunner;
import dev.edgeagent.graph.RunListener;
import dev.edgeagent.graph.RunRequest;
import dev.edgeagent.json.Json;
import dev.edgeagent.llm.Backends;
import dev.edgeagent.llm.LocalModels;
import dev.edgeagent.llm.ModelLocator;
import dev.edgeagent.llm.llamacpp.LlamaCppEngine;
import dev.edgeagent.workflow.Problems;
import dev.edgeagent.workflow.Workflow;
import dev.edgeagent.workflow.WorkflowException;
import dev.edgeagent.workflow.WorkflowReader;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** {@code tea run}. */
final class RunCommand {

  private final PrintStream out;
  private final PrintStream err;
  private final InputStream in;
  private final Map<String, String> environment;

  RunCommand(PrintStream out, PrintStream err, InputStream in, Map<String, String> environment) {
    this.out = out;
    this.err = err;
    this.in = in;
    this.environment = environment;
  }

  void run(RunOptions options) throws WorkflowException, UsageException {
    Map<String, Object> input = RunInput.read(options.input(), in);
    var problems = new Problems();
    Workflow workflow = WorkflowReader.read(options.file(), List.of(), problems);
    Graph graph = workflow == null ? null : Graph.of(workflow, BuiltInActions.registry(), problems);
    problems.warnings().forEach(warning -> warn(warning.toString()));
    problems.throwIfAny();
    Objects.requireNonNull(graph);
    try (var backends = backends(options)) {
      var request =
          new RunRequest(
              input,
              environment,
              Map.of(),
              Map.of(),
              new Permissions(
                  Path.of("").toAbsolutePath(),
                  graph.workflow().directory(),
                  List.of(),
                  true,
                  false),
              new InProcessMemory(InstantSource.system()),
              backends,
              null,
              null,
              Set.of(),
              Set.of(),
              null,
              Path.of("checkpoint.json"),
              RunListener.NONE,
              this::warn);
      out.println(json(GraphRunner.run(graph, request).state()));
    } catch (InterruptedException e) {
      throw new WorkflowException(null, "interrupted", "run it again", e);
    }
  }

  private static String json(Map<String, Object> state) throws WorkflowException {
    try {
      return Json.pretty(state);
    } catch (IllegalArgumentException e) {
      throw new WorkflowException(
          null,
          "the final state cannot be written as JSON: " + e.getMessage(),
          "leave such values out of the state",
          e);
    }
  }

  private Backends backends(RunOptions options) {
    Consumer<String> log = options.verbose() ? this::warn : _ -> {};
    String appImage = environment.get("APPIMAGE");
    return new Backends(
        new ModelLocator(environment, options.gguf(), this::warn),
        new LocalModels(
            new LlamaCppEngine(natives(), log), appImage == null ? null : Path.of(appImage)));
  }

  /**
   * {@code -Dtea.natives} where the build or the AppImage sets it, else the AppImage's place for
   * libraries.
   */
  private Path natives() {
    String appDir = environment.getOrDefault("APPDIR", "");
    return Path.of(System.getProperty("tea.natives", appDir + "/usr/lib"));
  }

  private void warn(String line) {
    err.println(line);
    err.flush();
  }
}
