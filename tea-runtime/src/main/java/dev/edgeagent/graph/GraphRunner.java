package dev.edgeagent.graph;

import dev.edgeagent.workflow.WorkflowException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs a graph: from node to node, each one's result into the state, until the end. */
public final class GraphRunner {

  private final Graph graph;
  private final RunRequest request;
  private final Map<String, Object> state;
  private final @Nullable String passing;

  private GraphRunner(
      Graph graph, RunRequest request, Map<String, Object> state, @Nullable String passing) {
    this.graph = graph;
    this.request = request;
    this.state = state;
    this.passing = passing;
  }

  /**
   * Runs a graph from its beginning.
   *
   * @return the final state, or where it stopped
   * @throws WorkflowException with the place of the node that failed
   * @throws InterruptedException if this thread was interrupted
   */
  public static Outcome run(Graph graph, RunRequest request)
      throws WorkflowException, InterruptedException {
    Map<String, Object> state = new LinkedHashMap<>(graph.workflow().initialState());
    state.putAll(request.input());
    var runner = new GraphRunner(graph, request, state, null);
    Scope scope = Scope.of(graph, request);
    return runner.walk(scope, new Router(scope).first(state), new Loops(Map.of()));
  }

  /**
   * Runs a graph on from a checkpoint; the request's input is laid over the state.
   *
   * @throws WorkflowException as {@link #run}, or if the checkpoint is of another workflow
   */
  public static Outcome resume(Graph graph, Checkpoint checkpoint, RunRequest request)
      throws WorkflowException, InterruptedException {
    Step next = checkpoint.stepIn(graph);
    Map<String, Object> state = Values.merged(checkpoint.state(), request.input());
    try {
      request.memory().restore(checkpoint.memory());
    } catch (IllegalArgumentException e) {
      throw new WorkflowException(
          null,
          "the checkpoint's memory cannot be restored: " + e.getMessage(),
          "resume from a checkpoint as tea wrote it",
          e);
    }
    var runner = new GraphRunner(graph, request, state, checkpoint.stoppedBefore());
    return runner.walk(Scope.of(graph, request), next, new Loops(checkpoint.visits()));
  }

  private Outcome walk(Scope scope, Step first, Loops loops)
      throws WorkflowException, InterruptedException {
    var deadline = new Deadline(request.timeout());
    var journal = new RunJournal(graph, request, state, deadline, passing);
    try (deadline) {
      Walk.Stop stop = new Walk(scope, state, journal).from(first, null, loops);
      if (stop.node() == null) {
        return new Outcome.Completed(state);
      }
      Checkpoint.of(graph, stop, state, request.memory(), loops).write(request.interrupted());
      return new Outcome.Interrupted(state, stop.node(), stop.after(), request.interrupted());
    } catch (InterruptedException e) {
      if (!deadline.isExpired()) {
        throw e;
      }
      String current = journal.current();
      throw new WorkflowException(
          graph.has(current) ? graph.node(current).position() : null,
          "the run took longer than %s s, at node '%s'"
              .formatted(seconds(Objects.requireNonNull(request.timeout())), current),
          "raise --timeout, or give the node a 'timeout' of its own",
          e);
    }
  }

  private static String seconds(Duration time) {
    return String.valueOf(time.toMillis() / 1000.0);
  }
}
