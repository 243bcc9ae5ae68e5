package dev.edgeagent.cli;

import dev.edgeagent.action.ActionRegistry;
import dev.edgeagent.graph.Graph;
import dev.edgeagent.workflow.Problems;
import dev.edgeagent.workflow.Workflow;
import dev.edgeagent.workflow.WorkflowReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** {@code tea validate}: stands in until the real one is merged. */
final class ValidateCommand {

  private ValidateCommand() {}

  static int run(
      List<Path> files,
      List<Path> overlays,
      boolean strict,
      boolean detailed,
      ActionRegistry actions,
      PrintStream out,
      PrintStream err) {
    int code = Main.DONE;
    for (Path file : files) {
      var problems = new Problems();
      Workflow workflow = WorkflowReader.read(file, overlays, problems);
      if (workflow != null) {
        Graph.of(workflow, actions, problems);
      }
      problems.becomeErrors(strict);
      problems.errors().forEach(error -> err.println(error.getMessage()));
      if (problems.errors().isEmpty()) {
        out.println("OK: " + file);
      } else {
        code = Main.FAILED;
      }
    }
    return code;
  }
}
