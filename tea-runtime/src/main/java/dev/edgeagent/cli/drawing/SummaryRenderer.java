package dev.edgeagent.cli.drawing;

import dev.edgeagent.workflow.Body;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** {@link TextRenderer}'s text, then which actions are used and which keys of the state are set. */
public final class SummaryRenderer implements Renderer {

  @Override
  public String render(Drawing drawing) {
    Map<String, Integer> actions = new TreeMap<>();
    Set<String> keys = new TreeSet<>();
    collect(drawing.boxes(), actions, keys);
    String used =
        actions.entrySet().stream()
            .map(use -> use.getKey() + (use.getValue() == 1 ? "" : " (" + use.getValue() + ")"))
            .collect(Collectors.joining(", "));
    return new TextRenderer().render(drawing)
        + "\nActions: "
        + (used.isEmpty() ? "none" : used)
        + "\nState keys set by name: "
        + (keys.isEmpty() ? "none" : Captions.line(String.join(", ", keys)))
        + "\n";
  }

  private static void collect(List<Box> boxes, Map<String, Integer> actions, Set<String> keys) {
    for (Box box : boxes) {
      if (box.node().body() instanceof Body.Call call) {
        actions.merge(call.action(), 1, Integer::sum);
      }
      StateKeys.written(box.node()).ifPresent(keys::addAll);
      boolean copies =
          box.node().body() instanceof Body.FanOut; // branches have states of their own
      collect(box.inside(), actions, copies ? new TreeSet<>() : keys);
    }
  }
}
