package dev.edgeagent.cli;

import dev.edgeagent.graph.Outcome;
import dev.edgeagent.graph.RunListener;
import dev.edgeagent.workflow.WorkflowException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells somebody about a run: what happens in it, and how it begins and ends. */
interface RunReporter extends RunListener, AutoCloseable {

  /** The run begins; there may be none, if the workflow is not a good one. */
  default void runStarted(String workflow) {}

  default void runCompleted(Map<String, Object> state) {}

  default void runInterrupted(Outcome.Interrupted outcome) {}

  default void runFailed(WorkflowException failure) {}

  /**
   * The process is being ended, by Ctrl-C for example; nothing may be written after this returns.
   *
   * @param resume the command that continues the run; null if it cannot be continued
   */
  default void runAborted(@Nullable String resume) {}

  /** Nothing comes any more. */
  @Override
  default void close() {}
}
