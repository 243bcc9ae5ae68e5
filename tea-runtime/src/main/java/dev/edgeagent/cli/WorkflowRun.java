package dev.edgeagent.cli;

import dev.edgeagent.graph.Graph;
import dev.edgeagent.graph.Outcome;
import dev.edgeagent.graph.RunRequest;
import dev.edgeagent.workflow.Problems;
import dev.edgeagent.workflow.Workflow;
import dev.edgeagent.workflow.WorkflowException;
import dev.edgeagent.workflow.WorkflowReader;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code tea run} and {@code tea resume} have in common: all but where they begin. */
final class WorkflowRun {

  /** Where a run begins. */
  interface Beginning {
    Outcome run(Graph graph, RunRequest request) throws WorkflowException, InterruptedException;
  }

  private final Context context;
  private final Arguments arguments;
  private final @Nullable StatusLine status;

  WorkflowRun(Context context, Arguments arguments) {
    this.context = context;
    this.arguments = arguments;
    this.status =
        !arguments.has("quiet") && context.terminal().getAsBoolean()
            ? new StatusLine(context.err(), !context.isDumb() && !arguments.has("stream"))
            : null;
  }

  /**
   * @return the exit code
   */
  int run(Path file, Beginning beginning) throws WorkflowException, UsageException {
    List<FailOnState> failures = FailOnState.of(arguments);
    StateOutput output = StateOutput.of(arguments, context.out());
    try (RunReporter reporter = reporter()) {
      try {
        Graph graph = graph(file);
        Outcome outcome = outcome(graph, beginning, reporter);
        output.write(outcome.state());
        if (outcome instanceof Outcome.Interrupted interrupted) {
          reporter.runInterrupted(interrupted);
          tellHowToResume(interrupted);
          return Main.INTERRUPTED;
        }
        reporter.runCompleted(outcome.state());
        return verdict(failures, outcome.state());
      } catch (WorkflowException e) {
        reporter.runFailed(e);
        throw e;
      } catch (InterruptedException e) {
        reporter.runAborted(null);
        say("interrupted");
        return Main.INTERRUPTED;
      }
    }
  }

  private Outcome outcome(Graph graph, Beginning beginning, RunReporter reporter)
      throws WorkflowException, UsageException, InterruptedException {
    CheckpointFiles files = CheckpointFiles.of(arguments, graph, context);
    try (var backends = Models.open(arguments, context, this::warn, this::say)) {
      RunRequest request =
          new RunRequests(arguments, context)
              .request(graph, backends, files, reporter, this::show, this::warn);
      Path latest = files.latest();
      if (latest != null) {
        warn("checkpoint: " + latest);
      }
      reporter.runStarted(graph.workflow().name());
      try (var _ = new AbortHook(() -> abort(latest, reporter))) {
        return beginning.run(graph, request);
      }
    }
  }

  private Graph graph(Path file) throws WorkflowException, UsageException {
    var problems = new Problems();
    Workflow workflow = WorkflowReader.read(file, arguments.paths("overlay"), problems);
    Graph graph =
        workflow == null
            ? null
            : Graph.of(workflow, Actions.of(workflow, arguments.paths("actions")), problems);
    if (arguments.has("strict")) {
      problems.becomeErrors(true);
    }
    problems.warnings().forEach(warning -> warn(warning.toString()));
    problems.throwIfAny();
    return Objects.requireNonNull(graph);
  }

  private int verdict(List<FailOnState> failures, Map<String, Object> state) {
    Optional<FailOnState> failure = FailOnState.first(failures, state);
    if (failure.isEmpty()) {
      return Main.DONE;
    }
    say(
        "tea: the final state has "
            + failure.get()
            + ", which --fail-on-state counts as a failure");
    return Main.FAILED;
  }

  private void tellHowToResume(Outcome.Interrupted outcome) throws UsageException {
    say(
        "interrupted %s node '%s'\n  continue with: %s"
            .formatted(
                outcome.after() ? "after" : "before",
                outcome.node(),
                resumption(outcome.checkpoint(), arguments.paths("overlay"))));
  }

  /** On the thread that ends the process, while the run goes on. */
  private void abort(@Nullable Path latest, RunReporter reporter) {
    String resume =
        latest == null || !Files.exists(latest)
            ? null
            : resumption(latest, arguments.texts("overlay").stream().map(Path::of).toList());
    reporter.runAborted(resume);
    say("interrupted" + (resume == null ? "" : "\n  continue with: " + resume));
  }

  private static String resumption(Path checkpoint, List<Path> overlays) {
    var command = new StringBuilder("tea resume ").append(ShellWords.quoted(checkpoint.toString()));
    overlays.forEach(
        overlay -> command.append(" -f ").append(ShellWords.quoted(overlay.toString())));
    return command.toString();
  }

  private RunReporter reporter() throws WorkflowException, UsageException {
    List<RunReporter> all = new ArrayList<>();
    if (status != null) {
      boolean colored = !context.isDumb() && context.variable("NO_COLOR").isEmpty();
      all.add(new ProgressListener(status, colored));
    }
    if (arguments.has("stream")) {
      // As SIGPIPE ends other programs, a run ends that nobody listens to.
      all.add(
          new EventStream(
              context.out(), InstantSource.system(), Thread.currentThread()::interrupt));
    }
    Path trace = arguments.path("trace-file").orElse(null);
    if (trace != null) {
      all.add(TraceFile.open(trace, InstantSource.system(), this::warn));
    }
    return all.isEmpty() ? new RunReporter() {} : new Reporters(all);
  }

  /** What llm.stream writes: on stdout, unless events are there. */
  private void show(String text) {
    if (status != null) {
      status.show("");
    }
    PrintStream target = arguments.has("stream") ? context.err() : context.out();
    target.print(text);
    target.flush();
  }

  private void warn(String line) {
    if (!arguments.has("quiet")) {
      say(line);
    }
  }

  private void say(String line) {
    if (status != null) {
      status.println(line);
    } else {
      context.err().println(line);
      context.err().flush();
    }
  }
}
