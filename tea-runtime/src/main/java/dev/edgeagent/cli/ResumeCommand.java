package dev.edgeagent.cli;

import dev.edgeagent.graph.Checkpoint;
import dev.edgeagent.graph.GraphRunner;
import dev.edgeagent.workflow.WorkflowException;

/** {@code tea resume}. */
final class ResumeCommand {

  private ResumeCommand() {}

  static int run(Arguments arguments, Context context) throws WorkflowException, UsageException {
    Checkpoint checkpoint = Checkpoint.read(arguments.file());
    return new WorkflowRun(context, arguments)
        .run(
            arguments.path("workflow").orElse(checkpoint.workflow()),
            (graph, request) -> GraphRunner.resume(graph, checkpoint, request));
  }
}
