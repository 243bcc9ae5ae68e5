package dev.edgeagent.cli.drawing;

import dev.edgeagent.workflow.Body;
import dev.edgeagent.workflow.Workflow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * For Mermaid, which GitHub draws in Markdown. Nodes get ids without meaning (n1, n2), because
 * names may be words of the language, such as {@code end}; what is inside a node stands with it in
 * a subgraph.
 */
public final class MermaidRenderer implements Renderer {

  private static final int LONGEST_LINE = 80;

  /**
   * What means something in Mermaid, Markdown, HTML, KaTeX or Font Awesome, at least in some of
   * Mermaid's versions.
   */
  private static final Pattern SPECIAL =
      Pattern.compile("[\"#&<>\\\\`%$*~]|:(?! )|^[-+]|(?<=^\\d{1,9})[.)]");

  @Override
  public String render(Drawing drawing) {
    return new Page(drawing).text();
  }

  /** One text in the making. */
  private static final class Page {
    private final Drawing drawing;
    private final Captions captions;
    private final StringBuilder out = new StringBuilder("flowchart TD\n");
    private final Map<String, String> ids = new HashMap<>();

    Page(Drawing drawing) {
      this.drawing = drawing;
      this.captions = new Captions(drawing.workflow());
    }

    String text() {
      out.append("  ").append(id(Workflow.START)).append("([\"START\"])\n");
      drawing.boxes().forEach(box -> box(box, "  "));
      out.append("  ").append(id(Workflow.END)).append("([\"END\"])\n");
      drawing.arrows().forEach(arrow -> arrow(arrow, "  "));
      return out.toString();
    }

    private String id(String of) {
      return ids.computeIfAbsent(of, _ -> "n" + ids.size());
    }

    private void box(Box box, String indent) {
      if (box.inside().isEmpty()) {
        statement(box, indent);
        return;
      }
      String inner = indent + "  ";
      out.append(indent)
          .append("subgraph ")
          .append(id(box.id()))
          .append("_inside[\"")
          .append(box.kind())
          .append("\"]\n");
      statement(box, inner);
      box.inside().forEach(step -> box(step, inner));
      box.arrowsInside().forEach(arrow -> arrow(arrow, inner));
      out.append(indent).append("end\n");
    }

    private void statement(Box box, String indent) {
      List<String> lines = new ArrayList<>(box.node().name().lines().toList());
      lines.add(captions.does(box));
      lines.addAll(captions.notes(box));
      String label = label(lines);
      out.append(indent)
          .append(id(box.id()))
          .append(
              switch (box.node().body()) {
                case Body.WhileLoop _ -> "{{" + label + "}}";
                case Body.FanOut _ -> "[/" + label + "/]";
                case Body.Subgraph _ -> "[[" + label + "]]";
                case Body.Pass _, Body.Call _, Body.Lua _, Body.Expression _, Body.Steps _ ->
                    "[" + label + "]";
              })
          .append('\n');
    }

    private void arrow(Arrow arrow, String indent) {
      String caption = Captions.of(arrow);
      out.append(indent)
          .append(id(arrow.from()))
          .append(
              switch (arrow.kind()) {
                case FALLBACK, FAN_IN, INNER -> " -.->";
                case PARALLEL -> " ==>";
                case EDGE, CHOICE, GOTO, IMPLICIT -> " -->";
              })
          .append(caption.isEmpty() ? "" : "|" + label(List.of(caption)) + "|")
          .append(' ')
          .append(id(arrow.to()))
          .append('\n');
    }

    private static String label(List<String> lines) {
      List<String> escaped = new ArrayList<>();
      for (String line : lines) {
        if (!line.isBlank()) {
          escaped.add(escaped(Captions.shortened(Captions.line(line), LONGEST_LINE)));
        }
      }
      return "\"" + String.join("<br/>", escaped) + "\"";
    }

    private static String escaped(String line) {
      return SPECIAL
          .matcher(line)
          .replaceAll(
              special -> {
                char c = special.group().charAt(0);
                return switch (c) {
                  case '"' -> "#quot;";
                  case '&' -> "#amp;";
                  case '<' -> "#lt;";
                  case '>' -> "#gt;";
                  default -> "#" + (int) c + ";";
                };
              });
    }
  }
}
