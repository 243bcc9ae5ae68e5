package dev.edgeagent.cli;

import dev.edgeagent.graph.GraphRunner;
import dev.edgeagent.workflow.WorkflowException;

/** {@code tea run}. */
final class RunCommand {

  private RunCommand() {}

  static int run(Arguments arguments, Context context) throws WorkflowException, UsageException {
    return new WorkflowRun(context, arguments).run(arguments.file(), GraphRunner::run);
  }
}
