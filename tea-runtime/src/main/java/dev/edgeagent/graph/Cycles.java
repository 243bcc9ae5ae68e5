package dev.edgeagent.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** Ways that lead back to where they came from. */
final class Cycles {

  private final Graph graph;
  private final Set<String> done = new HashSet<>();
  private final List<String> path = new ArrayList<>();
  private final Set<String> onPath = new HashSet<>();
  private final Deque<Iterator<String>> open = new ArrayDeque<>();

  Cycles(Graph graph) {
    this.graph = graph;
  }

  /** The nodes of one cycle, the first one again at its end; empty if there is none. */
  List<String> first() {
    for (String start : graph.names()) {
      enter(start);
      while (!open.isEmpty()) {
        if (!open.peek().hasNext()) {
          leave();
          continue;
        }
        String next = open.peek().next();
        if (onPath.contains(next)) {
          List<String> cycle = new ArrayList<>(path.subList(path.indexOf(next), path.size()));
          cycle.add(next);
          return cycle;
        }
        if (graph.has(next)) {
          enter(next);
        }
      }
    }
    return List.of();
  }

  private void enter(String node) {
    if (done.add(node)) {
      path.add(node);
      onPath.add(node);
      open.push(graph.successorsAndFanIns(node).iterator());
    }
  }

  private void leave() {
    open.pop();
    onPath.remove(path.removeLast());
  }
}
