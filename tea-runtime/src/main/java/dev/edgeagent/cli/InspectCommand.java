package dev.edgeagent.cli;

import dev.edgeagent.action.ActionRegistry;
import dev.edgeagent.workflow.Problems;
import dev.edgeagent.workflow.Workflow;
import dev.edgeagent.workflow.WorkflowException;
import dev.edgeagent.workflow.WorkflowReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** {@code tea inspect}: stands in until the real one is merged. */
final class InspectCommand {

  private InspectCommand() {}

  static int run(
      Path file, List<Path> overlays, String format, ActionRegistry actions, PrintStream out)
      throws WorkflowException, UsageException {
    if (!Commands.FORMATS.contains(format)) {
      throw new UsageException("there is no format '" + format + "'", "tea inspect --help");
    }
    var problems = new Problems();
    Workflow workflow = WorkflowReader.read(file, overlays, problems);
    problems.throwIfAny();
    out.println(format + ": " + Objects.requireNonNull(workflow).name());
    return Main.DONE;
  }
}
