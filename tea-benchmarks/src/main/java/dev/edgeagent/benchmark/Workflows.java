package dev.edgeagent.benchmark;

import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Workflows of any size, as text. */
final class Workflows {

  private Workflows() {}

  /** Nodes in a row, in one of the kinds that the engine treats differently. */
  static String chain(String kind, int nodes) {
    return switch (kind) {
      case "action" -> nodes(nodes, i -> "{name: n%d, uses: bench.nothing}".formatted(i));
      case "template" ->
          nodes(
              nodes,
              i ->
                  "{name: n%d, uses: bench.nothing, with: {v: 'a {{ state.x }}'}, output: {x: '{{ 1 + 1 }}'}}"
                      .formatted(i));
      case "expression" ->
          nodes(nodes, i -> "{name: n%d, run: {type: expression, value: state.x}}".formatted(i));
      case "goto" ->
          nodes(
              nodes,
              i ->
                  "{name: n%d, uses: bench.nothing, goto: [{if: state.no, to: n0}, {to: %s}]}"
                      .formatted(i, i + 1 == nodes ? "__end__" : "n" + (i + 1)));
      case "edges" ->
          nodes(nodes, i -> "{name: n%d, uses: bench.nothing}".formatted(i))
              + "edges:\n"
              + lines(
                  nodes,
                  i ->
                      "  - {from: n%d, to: n0, when: no}\n  - {from: n%d, to: %s}\n"
                          .formatted(i, i, i + 1 == nodes ? "__end__" : "n" + (i + 1)));
      default -> throw new IllegalArgumentException(kind);
    };
  }

  /** A node with branches, and one where they meet. */
  static String fanOut(int branches) {
    return """
    nodes:
      - {name: fan, parallel_each: "{{ range(%d) | list }}", uses: bench.nothing, with: {v: "{{ state.item }}"}, fan_in: end}
      - {name: end}
    """
        .formatted(branches);
  }

  /** Parallel edges to nodes of their own. */
  static String fork(int branches) {
    return "nodes:\n  - {name: start}\n"
        + lines(branches, i -> "  - {name: b%d, uses: bench.nothing, goto: end}\n".formatted(i))
        + "  - {name: end}\nedges:\n"
        + lines(
            branches,
            i -> "  - {from: start, to: b%d, type: parallel, fan_in: end}\n".formatted(i));
  }

  private static String nodes(int number, IntFunction<String> node) {
    return "nodes:\n" + lines(number, i -> "  - " + node.apply(i) + "\n");
  }

  private static String lines(int number, IntFunction<String> line) {
    return IntStream.range(0, number).mapToObj(line).collect(Collectors.joining());
  }
}
