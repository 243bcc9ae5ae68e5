package dev.edgeagent.graph;

import dev.edgeagent.workflow.Config;
import dev.edgeagent.workflow.Node;
import dev.edgeagent.workflow.Target;
import dev.edgeagent.workflow.Workflow;
import dev.edgeagent.workflow.WorkflowException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a run is: it stops where it was asked to, and leaves a checkpoint at each step. */
final class RunJournal implements Walk.Journal {

  private final Graph graph;
  private final RunRequest request;
  private final Map<String, Object> state;
  private final Deadline deadline;
  private final Set<String> stopsBefore;
  private final Set<String> stopsAfter;
  private String current = Workflow.START;
  private @Nullable String passing;

  /**
   * @param passing the node before which a resumed run had stopped: it must not stop there again
   */
  RunJournal(
      Graph graph,
      RunRequest request,
      Map<String, Object> state,
      Deadline deadline,
      @Nullable String passing) {
    this.graph = graph;
    this.request = request;
    this.state = state;
    this.deadline = deadline;
    this.passing = passing;
    Config config = graph.workflow().config();
    stopsBefore = named(config.interruptBefore(), request.interruptBefore(), Node.Interrupt.BEFORE);
    stopsAfter = named(config.interruptAfter(), request.interruptAfter(), Node.Interrupt.AFTER);
  }

  /** The node whose turn came last. */
  String current() {
    return current;
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
