package dev.edgeagent.cli;

import dev.edgeagent.graph.Outcome;
import dev.edgeagent.workflow.WorkflowException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells several, in their order. */
record Reporters(List<RunReporter> all) implements RunReporter {

  Reporters {
    all = List.copyOf(all);
  }

  @Override
  public void nodeStarted(String node) {
    all.forEach(one -> one.nodeStarted(node));
  }

  @Override
  public void nodeCompleted(String node, Map<String, Object> state, Duration time) {
    all.forEach(one -> one.nodeCompleted(node, state, time));
  }

  @Override
  public void nodeFailed(String node, String error, boolean handled, Duration time) {
    all.forEach(one -> one.nodeFailed(node, error, handled, time));
  }

  @Override
  public void nodeRetried(String node, String error, int retry, Duration pause) {
    all.forEach(one -> one.nodeRetried(node, error, retry, pause));
  }

  @Override
  public void branchEnded(String node, String branch, boolean success, Duration time) {
    all.forEach(one -> one.branchEnded(node, branch, success, time));
  }

  @Override
  public void runStarted(String workflow) {
    tell(one -> one.runStarted(workflow));
  }

  @Override
  public void runCompleted(Map<String, Object> state) {
    tell(one -> one.runCompleted(state));
  }

  @Override
  public void runInterrupted(Outcome.Interrupted outcome) {
    tell(one -> one.runInterrupted(outcome));
  }

  @Override
  public void runFailed(WorkflowException failure) {
    tell(one -> one.runFailed(failure));
  }

  @Override
  public void runAborted(@Nullable String resume) {
    tell(one -> one.runAborted(resume));
  }

  @Override
  public void close() {
    tell(RunReporter::close);
  }

  private void tell(Consumer<RunReporter> what) {
    all.forEach(what);
  }
}
