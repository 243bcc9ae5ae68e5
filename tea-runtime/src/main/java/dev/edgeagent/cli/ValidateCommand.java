package dev.edgeagent.cli;

import dev.edgeagent.action.ActionRegistry;
import dev.edgeagent.cli.drawing.Drawing;
import dev.edgeagent.cli.drawing.SummaryRenderer;
import dev.edgeagent.graph.Graph;
import dev.edgeagent.workflow.Edge;
import dev.edgeagent.workflow.Problems;
import dev.edgeagent.workflow.Workflow;
import dev.edgeagent.workflow.WorkflowException;
import dev.edgeagent.workflow.WorkflowReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** {@code tea validate}: all that is wrong with workflows. Nothing of them is run. */
final class ValidateCommand {

  private ValidateCommand() {}

  static int run(Arguments arguments, Context context) throws UsageException, WorkflowException {
    return run(
        arguments.files(),
        arguments.paths("overlay"),
        arguments.has("strict"),
        arguments.has("detailed"),
        Actions.all(arguments.paths("actions")),
        context.out(),
        context.err());
  }

  /**
   * Says what is wrong on {@code err} and what is not on {@code out}, file by file.
   *
   * @param overlays laid over each of the files
   * @param strict whether warnings are errors
   * @param detailed whether it also tells what a correct workflow does
   * @return the exit code: 0 if all files are correct, else 1
   */
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
      Graph graph = workflow == null ? null : Graph.of(workflow, actions, problems);
      problems.becomeErrors(strict);
      report(problems, err);
      if (graph == null || !problems.errors().isEmpty()) {
        err.println("FAIL: " + file + " (" + counts(problems) + ")");
        code = Main.FAILED;
      } else {
        out.println("OK: " + file + " (" + counts(graph.workflow()) + ")");
        if (detailed) {
          out.print(new SummaryRenderer().render(Drawing.of(graph)).replaceAll("(?m)^(?=.)", "  "));
        }
      }
    }
    return code;
  }

  private static void report(Problems problems, PrintStream err) {
    problems.warnings().forEach(err::println);
    problems.errors().forEach(error -> err.println(Main.line(error)));
  }

  private static String counts(Problems problems) {
    String errors = counted(problems.errors().size(), "error");
    return problems.warnings().isEmpty()
        ? errors
        : errors + ", " + counted(problems.warnings().size(), "warning");
  }

  /** Edges as the file has them: one for each entry of its list. */
  private static String counts(Workflow workflow) {
    int edges = 0;
    for (Edge edge : workflow.edges()) {
      edges +=
          edge instanceof Edge.Parallel parallel && !parallel.detailed()
              ? parallel.branches().size()
              : 1;
    }
    return counted(workflow.nodes().size(), "node") + ", " + counted(edges, "edge");
  }

  private static String counted(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
