package dev.edgeagent.fuzz;

import java.util.List;
import java.util.Random;

/** Workflows that want more than there is: time, memory, depth, branches. */
final class Bombs {

  private final Random random;

  Bombs(Random random) {
    this.random = random;
  }

  String next() {
    return switch (random.nextInt(22)) {
      case 0 -> node("with: {v: \"" + "x".repeat(3 << 20) + "\"}");
      case 1 -> node("with: {v: " + "[".repeat(5000) + "]".repeat(5000) + "}");
      case 2 -> node("with: {v: " + "{a: ".repeat(90) + "1" + "}".repeat(90) + "}");
      case 3 -> node("with: {v: " + Mutator.quoted("{{ " + "(".repeat(20_000) + "1") + "}");
      case 4 -> node("with: {v: " + Mutator.quoted("{{ " + "not ".repeat(20_000) + "1 }}") + "}");
      case 5 -> node("with: {v: " + Mutator.quoted("{{ 1" + " + 1".repeat(20_000) + " }}") + "}");
      case 6 ->
          node(
              "with: {v: "
                  + Mutator.quoted("{% if 1 %}".repeat(3000) + "{% endif %}".repeat(3000))
                  + "}");
      case 7 -> aliases(30, "l");
      case 8 -> aliases(6, "l");
      case 9 -> node("with: {v: \"{% for i in range(10**9) %}{% endfor %}\"}");
      case 10 -> node("with: {v: \"{% for i in range(10**9) %}xxxxxxxxxxxxxxxx{% endfor %}\"}");
      case 11 -> node("with: {v: \"{{ range(10**8) | list }}\"}");
      case 12 -> node("with: {v: \"{{ 'x' * 10**9 }}\"}");
      case 13 -> node("with: {v: \"{% macro m(n) %}{{ m(n + 1) }}{% endmacro %}{{ m(0) }}\"}");
      case 14 -> doubling("'xxxxxxxxxxxxxxxx'", "state.v ~ state.v");
      case 15 -> doubling("[1, 2, 3, 4]", "state.v + state.v");
      case 16 -> doubling("[1]", "[state.v, state.v]");
      case 17 -> doubling("{'a': 1}", "{'a': state.v, 'b': state.v, 'c': [state.v]}");
      case 18 -> doubling("7", "state.v * state.v");
      case 19 -> branches(2000);
      case 20 -> edges(1500);
      default ->
          """
          nodes:
            - name: fan
              type: dynamic_parallel
              items: "{{ range(%d) | list }}"
              max_concurrency: "{{ %s }}"
              steps: [{name: s, run: {type: expression, value: "state.item * 2", output_key: v}}]
              fan_in: end
            - {name: end}
          """
              .formatted(
                  random.nextBoolean() ? 3000 : 2_000_000,
                  List.of("8", "1", "10 ** 30", "state.none").get(random.nextInt(4)));
    };
  }

  private static String node(String with) {
    return "nodes:\n  - {name: a, uses: json.stringify, " + with.replace("{v:", "{data:") + "}\n";
  }

  /** Each list holds the one before ten times. */
  private static String aliases(int levels, String name) {
    StringBuilder yaml = new StringBuilder("data:\n  " + name + "0: &" + name + "0 [x]\n");
    for (int i = 1; i <= levels; i++) {
      String item = "*" + name + (i - 1);
      yaml.append("  " + name + i + ": &" + name + i + " [")
          .append(String.join(", ", java.util.Collections.nCopies(10, item)))
          .append("]\n");
    }
    return yaml
        + "nodes:\n  - {name: a, uses: test.echo, with: {text: \"{{ data."
        + name
        + "3 }}\"}}\n";
  }

  private static String doubling(String first, String next) {
    return """
    nodes:
      - {name: first, run: {type: expression, value: "%s", output_key: v}}
      - name: more
        type: while_loop
        condition: "v"
        max_iterations: 1000
        body: [{name: twice, run: {type: expression, value: "%s", output_key: v}}]
    """
        .formatted(first, next);
  }

  private static String branches(int number) {
    StringBuilder yaml = new StringBuilder("nodes:\n  - {name: start}\n");
    for (int i = 0; i < number; i++) {
      yaml.append("  - {name: b" + i + ", goto: end}\n");
    }
    yaml.append("  - {name: end}\nedges:\n");
    for (int i = 0; i < number; i++) {
      yaml.append("  - {from: start, to: b" + i + ", type: parallel, fan_in: end}\n");
    }
    return yaml.toString();
  }

  private static String edges(int number) {
    StringBuilder yaml = new StringBuilder("nodes:\n");
    for (int i = 0; i < number; i++) {
      yaml.append("  - {name: n" + i + "}\n");
    }
    yaml.append("edges:\n");
    for (int i = 0; i < number; i++) {
      yaml.append("  - {from: n" + i + ", to: n" + (i * 7 + 1) % number + ", when: \"!x\"}\n");
    }
    return yaml.toString();
  }
}
