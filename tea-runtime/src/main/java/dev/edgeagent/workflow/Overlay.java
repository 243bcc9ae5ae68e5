package dev.edgeagent.workflow;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * One document laid over another, as in the reference: maps are merged; of the lists {@code nodes},
 * {@code edges} and {@code goto} those items that say the same of {@code name}, {@code from} and
 * {@code to}, or {@code to}; everything else is replaced. An item with {@code __delete__: true}
 * takes away the one below it.
 */
final class Overlay {

  private static final String DELETE = "__delete__";

  /** By which keys the items of which lists are the same. */
  private static final Map<String, List<String>> IN_WORKFLOW =
      Map.of("nodes", List.of("name"), "edges", List.of("from", "to"));

  private static final Map<String, List<String>> IN_NODE = Map.of("goto", List.of("to"));

  private final Yaml base;
  private final Yaml over;

  /**
   * @param base reads the document below, and comes to know the places of both
   * @param over reads the one above
   */
  Overlay(Yaml base, Yaml over) {
    this.base = base;
    this.over = over;
  }

  MappingNode merge(MappingNode below, MappingNode above) throws WorkflowException {
    base.adopt(above, over);
    return maps(below, above, IN_WORKFLOW);
  }

  private MappingNode maps(MappingNode below, MappingNode above, Map<String, List<String>> lists)
      throws WorkflowException {
    Map<String, NodeTuple> merged = new LinkedHashMap<>(base.entries(below));
    for (Map.Entry<String, NodeTuple> entry : over.entries(above).entrySet()) {
      String key = entry.getKey();
      NodeTuple theirs = entry.getValue();
      NodeTuple mine = merged.get(key);
      Node both =
          mine == null ? null : both(mine.getValueNode(), theirs.getValueNode(), lists.get(key));
      merged.put(
          key, mine == null || both == null ? theirs : new NodeTuple(mine.getKeyNode(), both));
    }
    return new MappingNode(
        below.getTag(),
        true,
        List.copyOf(merged.values()),
        below.getStartMark(),
        below.getEndMark(),
        below.getFlowStyle());
  }

  /**
   * What two values of one key become together; null if the one above replaces the other.
   *
   * @param keys by which their items are the same, if they are lists; null for not at all
   */
  private @Nullable Node both(Node below, Node above, @Nullable List<String> keys)
      throws WorkflowException {
    if (below instanceof MappingNode mine && above instanceof MappingNode theirs) {
      return maps(mine, theirs, Map.of());
    }
    if (keys != null
        && below instanceof SequenceNode mine
        && above instanceof SequenceNode theirs) {
      return lists(mine, theirs, keys);
    }
    return null;
  }

  private SequenceNode lists(SequenceNode below, SequenceNode above, List<String> keys)
      throws WorkflowException {
    List<Node> items = new ArrayList<>(below.getValue());
    Map<List<Object>, Integer> places = new LinkedHashMap<>();
    for (int i = 0; i < items.size(); i++) {
      List<Object> identity = identity(base, items.get(i), keys);
      if (identity != null) {
        places.put(identity, i);
      }
    }
    Set<Integer> deleted = new HashSet<>();
    for (Node item : above.getValue()) {
      List<Object> identity = identity(over, item, keys);
      Integer place = identity == null ? null : places.get(identity);
      if (isDeleted(item)) {
        if (place != null) {
          deleted.add(place);
        }
      } else if (place != null
          && items.get(place) instanceof MappingNode mine
          && item instanceof MappingNode theirs) {
        items.set(place, maps(mine, theirs, IN_NODE));
      } else {
        items.add(item);
      }
    }
    List<Node> left = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      if (!deleted.contains(i)) {
        left.add(items.get(i));
      }
    }
    return new SequenceNode(
        below.getTag(), true, left, below.getStartMark(), below.getEndMark(), below.getFlowStyle());
  }

  /** What makes an item the same as another one; null if nothing can. */
  private static @Nullable List<Object> identity(Yaml yaml, Node item, List<String> keys)
      throws WorkflowException {
    if (!(item instanceof MappingNode mapping)) {
      return null;
    }
    Map<String, NodeTuple> entries = yaml.entries(mapping);
    List<Object> identity = new ArrayList<>();
    for (String key : keys) {
      NodeTuple entry = entries.get(key);
      if (entry == null) {
        return null;
      }
      identity.add(String.valueOf(yaml.value(entry.getValueNode())));
    }
    return identity;
  }

  private boolean isDeleted(Node item) throws WorkflowException {
    NodeTuple mark = item instanceof MappingNode mapping ? over.entries(mapping).get(DELETE) : null;
    return mark != null && Boolean.TRUE.equals(over.value(mark.getValueNode()));
  }
}
