package dev.edgeagent.cli;

import dev.edgeagent.action.ActionRegistry;
import dev.edgeagent.cli.drawing.DotRenderer;
import dev.edgeagent.cli.drawing.Drawing;
import dev.edgeagent.cli.drawing.JsonRenderer;
import dev.edgeagent.cli.drawing.MermaidRenderer;
import dev.edgeagent.cli.drawing.Renderer;
import dev.edgeagent.cli.drawing.TextRenderer;
import dev.edgeagent.graph.Graph;
import dev.edgeagent.workflow.Problems;
import dev.edgeagent.workflow.Workflow;
import dev.edgeagent.workflow.WorkflowException;
import dev.edgeagent.workflow.WorkflowReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** {@code tea inspect}: what a workflow looks like. Nothing of it is run. */
final class InspectCommand {

  private InspectCommand() {}

  static int run(Arguments arguments, Context context) throws UsageException, WorkflowException {
    return run(
        arguments.file(),
        arguments.paths("overlay"),
        arguments.word("format", Commands.FORMATS),
        Actions.all(arguments.paths("actions")),
        context.out());
  }

  /**
   * @param format one of {@link Commands#FORMATS}
   * @throws WorkflowException the first of what is wrong with the workflow, with all the others
   */
  static int run(
      Path file, List<Path> overlays, String format, ActionRegistry actions, PrintStream out)
      throws WorkflowException {
    Renderer renderer = renderer(format);
    var problems = new Problems();
    Workflow workflow = WorkflowReader.read(file, overlays, problems);
    Graph graph = workflow == null ? null : Graph.of(workflow, actions, problems);
    problems.throwIfAny();
    out.print(rendered(Drawing.of(Objects.requireNonNull(graph)), renderer, file));
    return Main.DONE;
  }

  private static String rendered(Drawing drawing, Renderer renderer, Path file)
      throws WorkflowException {
    try {
      return renderer.render(drawing);
    } catch (IllegalArgumentException e) {
      throw new WorkflowException(
          null,
          "workflow " + file + " cannot be written as JSON: " + e.getMessage(),
          "leave such values out of it, or use another --format",
          e);
    }
  }

  private static Renderer renderer(String format) {
    return switch (format) {
      case "text" -> new TextRenderer();
      case "json" -> new JsonRenderer();
      case "dot" -> new DotRenderer();
      case "mermaid" -> new MermaidRenderer();
      default -> throw new IllegalArgumentException(format);
    };
  }
}
