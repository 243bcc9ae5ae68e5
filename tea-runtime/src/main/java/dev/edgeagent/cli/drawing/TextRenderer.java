package dev.edgeagent.cli.drawing;

import dev.edgeagent.json.Json;
import dev.edgeagent.workflow.Workflow;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** For people: each node with what it does and where it leads. */
public final class TextRenderer implements Renderer {

  private static final int LONGEST_VALUE = 120;

  @Override
  public String render(Drawing drawing) {
    Workflow workflow = drawing.workflow();
    StringBuilder out = new StringBuilder();
    out.append("Workflow: ").append(Captions.line(workflow.name())).append('\n');
    if (!workflow.description().isBlank()) {
      out.append("Description: ")
          .append(
              workflow
                  .description()
                  .strip()
                  .lines()
                  .map(Captions::line)
                  .collect(Collectors.joining("\n  ")))
          .append('\n');
    }
    if (!workflow.initialState().isEmpty()) {
      out.append("\nInitial state:\n");
      for (Map.Entry<String, Object> value : workflow.initialState().entrySet()) {
        out.append("  ")
            .append(Captions.line(value.getKey()))
            .append(": ")
            .append(Captions.shortened(value(value.getValue()), LONGEST_VALUE))
            .append('\n');
      }
    }
    out.append("\nStart:\n");
    ways(drawing.from(Workflow.START), "  ", out);
    out.append("\nNodes (").append(drawing.boxes().size()).append("):\n");
    var captions = new Captions(workflow);
    for (Box box : drawing.boxes()) {
      box(box, "  ", captions, out);
      ways(drawing.from(box.id()), "    ", out);
    }
    return out.toString();
  }

  private static String value(@Nullable Object value) {
    try {
      return Json.compact(value);
    } catch (IllegalArgumentException e) { // YAML has numbers that JSON has not: .nan, .inf
      return String.valueOf(value);
    }
  }

  private static void box(Box box, String indent, Captions captions, StringBuilder out) {
    out.append(indent).append(Captions.line(box.node().name()));
    String does = captions.does(box);
    if (!does.isEmpty()) {
      out.append(": ").append(does);
    }
    List<String> notes = captions.notes(box);
    if (!notes.isEmpty()) {
      out.append(" (").append(String.join("; ", notes)).append(')');
    }
    out.append('\n');
    String more = indent + "  | ";
    box.inside().forEach(inner -> box(inner, more, captions, out));
  }

  private static void ways(List<Arrow> arrows, String indent, StringBuilder out) {
    for (Arrow arrow : arrows) {
      String caption = Captions.of(arrow);
      out.append(indent)
          .append("-> ")
          .append(Captions.line(arrow.to()))
          .append(caption.isEmpty() ? "" : "  [" + caption + "]")
          .append('\n');
    }
  }
}
