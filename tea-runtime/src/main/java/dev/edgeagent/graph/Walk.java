package dev.edgeagent.graph;

import dev.edgeagent.workflow.Edge;
import dev.edgeagent.workflow.Node;
import dev.edgeagent.workflow.Workflow;
import dev.edgeagent.workflow.WorkflowException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Goes from node to node, each one's result into the state. */
final class Walk {

  /** Is asked before and after each node of the outermost workflow. */
  interface Journal {

    /** Whether the walk stops before a node. */
    boolean stopsBefore(Node node);

    /** Whether the walk stops after a node. */
    boolean stopsAfter(Node node);

    /** The walk has come to a step. */
    void at(Step step, Loops loops) throws WorkflowException, InterruptedException;
  }

  /**
   * Where a walk stopped.
   *
   * @param next the step that would come next; at {@link Workflow#END} if it came to the end
   * @param node before or after which it was asked to stop; null if it came to the end
   */
  record Stop(Step next, @Nullable String node, boolean after) {}

  private static final Step END = new Step.At(Workflow.END);

  private final Scope scope;
  private final Graph graph;
  private final Map<String, Object> state;
  private final @Nullable Journal journal;

  /** The parallel edges in whose branches this walk is. */
  private final Set<Edge> open;

  private final Router router;
  private final NodeRunner nodes;

  Walk(Scope scope, Map<String, Object> state, @Nullable Journal journal) {
    this(scope, state, journal, Set.of());
  }

  private Walk(Scope scope, Map<String, Object> state, @Nullable Journal journal, Set<Edge> open) {
    this.open = open;
    this.scope = scope;
    this.graph = scope.graph();
    this.state = state;
    this.journal = journal;
    this.router = new Router(scope);
    this.nodes = new NodeRunner(scope);
  }

  /** From the beginning to the end, or to where it stops. */
  Stop toEnd() throws WorkflowException, InterruptedException {
    return from(router.first(state), null, new Loops(Map.of()));
  }

  /**
   * @param goal a node before which it ends; null for the end of the workflow
   */
  Stop from(Step start, @Nullable String goal, Loops loops)
      throws WorkflowException, InterruptedException {
    Step step = start;
    while (true) {
      if (step.equals(END) || (step instanceof Step.At(String name) && name.equals(goal))) {
        return new Stop(step, null, false);
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (journal != null) {
        journal.at(step, loops);
      }
      switch (step) {
        case Step.Fork fork -> step = branch(fork);
        case Step.At(String name) -> {
          Node node = graph.node(name);
          if (journal != null && journal.stopsBefore(node)) {
            return new Stop(step, name, false);
          }
          warnOfInterrupt(node);
          step = run(node, loops);
          if (journal != null && journal.stopsAfter(node)) {
            return new Stop(step, name, true);
          }
        }
      }
    }
  }

  private void warnOfInterrupt(Node node) {
    if (journal == null && node.interrupt() != Node.Interrupt.NONE) {
      scope.warn(
          node.position(),
          "the interrupt of node '" + node.name() + "' is ignored in a branch or subgraph");
    }
  }

  private Step run(Node node, Loops loops) throws WorkflowException, InterruptedException {
    int limit = scope.maxIterations();
    if (loops.enter(node.name()) > limit) {
      throw new WorkflowException(
          node.position(),
          "node '%s' ran %d times (max_iterations) and its turn has come again: %s"
              .formatted(node.name(), limit, loops.last()),
          "check the conditions that should end the loop, or raise settings.max_iterations");
    }
    NodeRunner.Result result = nodes.run(node, state);
    return result.jump() == null
        ? router.after(node, state, result.value())
        : new Step.At(result.jump());
  }

  /** Runs the branches of a parallel edge up to where they meet. */
  private Step branch(Step.Fork fork) throws WorkflowException, InterruptedException {
    var edge = (Edge.Parallel) graph.edgesFrom(fork.node()).get(fork.edge());
    String fanIn = graph.fanIn(edge).orElseThrow();
    Set<Edge> inBranches = new HashSet<>(open);
    if (!inBranches.add(edge)) { // or branches would branch for ever
      throw new WorkflowException(
          edge.position(),
          "a branch leads back to node '%s', where it began, before it comes to '%s'"
              .formatted(fork.node(), fanIn),
          "lead it to '" + fanIn + "'");
    }
    List<String> names = edge.branches();
    Integer concurrency =
        edge.maxConcurrency() == null
            ? graph.workflow().settings().maxWorkers()
            : edge.maxConcurrency();
    var branches =
        new Branches(
            concurrency,
            edge.failFast(),
            (i, result) -> ended(fork.node(), names.get(i), edge, result));
    List<Branches.Result> results =
        branches.run(names.size(), i -> _ -> branch(names.get(i), fanIn, edge, inBranches));
    List<Object> entries = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      Branches.Result result = results.get(i);
      Map<String, Object> left = result.state() == null ? Map.of() : result.state();
      if (edge.detailed()) {
        entries.add(BranchReport.of(names.get(i), result, left));
      } else if (result.success()) {
        entries.add(left);
      } else if (edge.failFast()) {
        throw failed(names.get(i), results, edge);
      }
    }
    state.put("parallel_results", entries);
    return new Step.At(fanIn);
  }

  private Map<String, Object> branch(
      String first, String fanIn, Edge.Parallel edge, Set<Edge> inBranches)
      throws NodeException, InterruptedException {
    Map<String, Object> own = new LinkedHashMap<>(state);
    try {
      new Walk(scope, own, null, inBranches).from(new Step.At(first), fanIn, new Loops(Map.of()));
      return own;
    } catch (WorkflowException e) {
      throw new NodeException(
          Objects.requireNonNullElse(e.position(), edge.position()),
          e.getCause() instanceof NodeException cause ? cause.kind() : NodeException.Kind.ROUTING,
          e.what(),
          e.fix(),
          e);
    }
  }

  private void ended(String from, String branch, Edge.Parallel edge, Branches.Result result) {
    boolean endsTheRun = edge.failFast() && !edge.detailed();
    if (result.error() != null && !endsTheRun) {
      scope.warn(
          result.error().position(),
          "branch '"
              + branch
              + (edge.detailed() ? "' failed: " : "' failed and is left out: ")
              + result.error().what());
    }
    scope.request().listener().branchEnded(from, branch, result.success(), result.time());
  }

  /** The failure that cancelled the others. */
  private static WorkflowException failed(
      String branch, List<Branches.Result> results, Edge.Parallel edge) {
    for (Branches.Result result : results) {
      if (result.error() != null) {
        return new WorkflowException(
            result.error().position(),
            "branch failed: " + result.error().what(),
            result.error().fix(),
            result.error());
      }
    }
    return new WorkflowException(
        edge.position(), "branch '" + branch + "' was cancelled", "run it again");
  }
}
