package dev.edgeagent.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts how often nodes run, and remembers the way, so that an endless loop can be shown. */
final class Loops {

  private static final int REMEMBERED = 64;

  private final Map<String, Integer> visits;
  private final List<String> way = new ArrayList<>();

  Loops(Map<String, Integer> visits) {
    this.visits = new HashMap<>(visits);
  }

  /** A node's turn has come: how often, with this one. */
  int enter(String node) {
    if (way.size() == 2 * REMEMBERED) {
      way.subList(0, REMEMBERED).clear();
    }
    way.add(node);
    return visits.merge(node, 1, Integer::sum);
  }

  Map<String, Integer> visits() {
    return visits;
  }

  /** {@code a -> b -> a}: the way since the last node ran before, the shortest first. */
  String last() {
    String node = way.getLast();
    int before = way.subList(0, way.size() - 1).lastIndexOf(node);
    List<String> loop = way.subList(Math.max(before, 0), way.size());
    return (before < 0 ? "... -> " : "") + String.join(" -> ", loop);
  }
}
