package dev.edgeagent.graph;

import dev.edgeagent.workflow.Config;
import dev.edgeagent.workflow.Node;
import dev.edgeagent.workflow.Target;
import dev.edgeagent.workflow.Workflow;
import dev.edgeagent.workflow.WorkflowException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs a graph: from node to node, each one's result into the state, until the end. */
public final class GraphRunner implements Walk.Journal {

  private final Graph graph;
  private final RunRequest request;
  private final Map<String, Object> state;
  private final Set<String> stopsBefore;
  private final Set<String> stopsAfter;
  private String current = Workflow.START;
  private Deadline deadline = new Deadline(null);

  /** The node before which a resumed run had stopped: it must not stop there again. */
  private @Nullable String passing;

  private GraphRunner(
      Graph graph, RunRequest request, Map<String, Object> state, @Nullable String passing)
      throws WorkflowException {
    this.graph = graph;
    this.request = request;
    this.state = state;
    this.passing = passing;
    Config config = graph.workflow().config();
    stopsBefore = named(config.interruptBefore(), request.interruptBefore(), Node.Interrupt.BEFORE);
    stopsAfter = named(config.interruptAfter(), request.interruptAfter(), Node.Interrupt.AFTER);
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
    var timer = new Deadline(request.timeout());
    deadline = timer;
    try (timer) {
      Walk.Stop stop = new Walk(scope, state, this).from(first, null, loops);
      if (stop.node() == null) {
        return new Outcome.Completed(state);
      }
      Checkpoint.of(graph, stop, state, request.memory(), loops).write(request.interrupted());
      return new Outcome.Interrupted(state, stop.node(), stop.after(), request.interrupted());
    } catch (InterruptedException e) {
      if (!timer.isExpired()) {
        throw e;
      }
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

  @Override
  public boolean stopsBefore(Node node) {
    boolean passed = node.name().equals(passing);
    passing = null;
    return !passed && stopsBefore.contains(node.name());
  }

  @Override
  public boolean stopsAfter(Node node) {
    return stopsAfter.contains(node.name());
  }

  @Override
  public void at(Step step, Loops loops) throws WorkflowException, InterruptedException {
    if (deadline.isExpired()) { // a node's own timeout took the interruption for its own
      throw new InterruptedException();
    }
    if (step instanceof Step.At(String node)) {
      current = node;
    }
    if (request.checkpoints() != null) {
      Checkpoint.of(graph, new Walk.Stop(step, null, false), state, request.memory(), loops)
          .write(request.checkpoints());
    }
  }

  private Set<String> named(List<Target> ofWorkflow, Set<String> ofRequest, Node.Interrupt kind) {
    Set<String> names = new HashSet<>(ofRequest);
    ofWorkflow.forEach(target -> names.add(target.name()));
    graph.nodes().stream()
        .filter(node -> node.interrupt() == kind)
        .forEach(node -> names.add(node.name()));
    return names;
  }
}
