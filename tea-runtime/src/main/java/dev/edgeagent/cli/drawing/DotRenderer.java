package dev.edgeagent.cli.drawing;

import dev.edgeagent.workflow.Body;
import dev.edgeagent.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;

/**
 * For Graphviz: {@code tea inspect -f dot FILE | dot -Tsvg}. Nodes keep their names; what is inside
 * a node stands with it in a cluster.
 */
public final class DotRenderer implements Renderer {

  private static final int LONGEST_LINE = 80;

  /** Unicode's visible forms of the control characters, which XML and C strings have not. */
  private static final int CONTROL_PICTURES = 0x2400;

  @Override
  public String render(Drawing drawing) {
    var captions = new Captions(drawing.workflow());
    StringBuilder out = new StringBuilder();
    out.append("digraph ").append(quoted(drawing.workflow().name())).append(" {\n");
    out.append("  rankdir=TB;\n  node [shape=box];\n\n");
    ellipse(Workflow.START, "START", out);
    ellipse(Workflow.END, "END", out);
    out.append('\n');
    drawing.boxes().forEach(box -> box(box, "  ", captions, out));
    out.append('\n');
    drawing.arrows().forEach(arrow -> arrow(arrow, "  ", out));
    return out.append("}\n").toString();
  }

  private static void ellipse(String id, String label, StringBuilder out) {
    out.append("  ")
        .append(quoted(id))
        .append(" [label=")
        .append(quoted(label))
        .append(", shape=ellipse];\n");
  }

  private static void box(Box box, String indent, Captions captions, StringBuilder out) {
    if (box.inside().isEmpty()) {
      statement(box, indent, captions, out);
      return;
    }
    String inner = indent + "  ";
    out.append(indent).append("subgraph ").append(quoted("cluster " + box.id())).append(" {\n");
    out.append(inner).append("label=").append(quoted(box.kind())).append(";\n");
    out.append(inner).append("style=dotted;\n");
    statement(box, inner, captions, out);
    box.inside().forEach(step -> box(step, inner, captions, out));
    box.arrowsInside().forEach(arrow -> arrow(arrow, inner, out));
    out.append(indent).append("}\n");
  }

  private static void statement(Box box, String indent, Captions captions, StringBuilder out) {
    List<String> lines = new ArrayList<>(List.of(box.node().name()));
    lines.add(captions.does(box));
    lines.addAll(captions.notes(box));
    out.append(indent).append(quoted(box.id())).append(" [label=").append(label(lines));
    switch (box.node().body()) {
      case Body.WhileLoop _ -> out.append(", shape=hexagon");
      case Body.FanOut _ -> out.append(", shape=box3d");
      case Body.Subgraph _ -> out.append(", peripheries=2");
      case Body.Pass _, Body.Call _, Body.Lua _, Body.Expression _, Body.Steps _ -> {}
    }
    if (box.stopsBefore() || box.stopsAfter()) {
      out.append(", color=red");
    }
    out.append("];\n");
  }

  private static void arrow(Arrow arrow, String indent, StringBuilder out) {
    List<String> attributes = new ArrayList<>();
    String caption = Captions.of(arrow);
    if (!caption.isEmpty()) {
      attributes.add("label=" + label(List.of(caption)));
    }
    switch (arrow.kind()) {
      case FALLBACK -> attributes.add("style=dashed");
      case PARALLEL -> attributes.add("style=bold");
      case FAN_IN, INNER -> attributes.add("style=dotted");
      case EDGE, CHOICE, GOTO, IMPLICIT -> {}
    }
    out.append(indent).append(quoted(arrow.from())).append(" -> ").append(quoted(arrow.to()));
    if (!attributes.isEmpty()) {
      out.append(" [").append(String.join(", ", attributes)).append(']');
    }
    out.append(";\n");
  }

  private static String label(List<String> lines) {
    List<String> shortened = new ArrayList<>();
    for (String line : lines) {
      if (!line.isEmpty()) {
        shortened.add(escaped(Captions.shortened(line, LONGEST_LINE)));
      }
    }
    return "\"" + String.join("\\n", shortened) + "\"";
  }

  private static String quoted(String text) {
    return "\"" + escaped(text) + "\"";
  }

  /** Graphviz knows {@code \n} and such, and HTML's entities, in any quoted text. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.chars()
        .forEach(
            c -> {
              switch (c) {
                case '"' -> escaped.append("\\\"");
                case '\\' -> escaped.append("\\\\");
                case '&' -> escaped.append("&amp;");
                case '\n' -> escaped.append("\\n");
                default -> escaped.append((char) (c < ' ' ? CONTROL_PICTURES + c : c));
              }
            });
    return escaped.toString();
  }
}
