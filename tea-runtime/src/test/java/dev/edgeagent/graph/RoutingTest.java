package dev.edgeagent.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a run goes: order, edges, goto, cycles, subgraphs. */
class RoutingTest {

  @TempDir Path directory;
  private Engine engine;

  @BeforeEach
  void actions() {
    engine = new Engine(directory).with("test.give", v -> v);
  }

  @Test
  void takesTheOrderWhereNothingElseIsSaid() throws Exception {
    assertThat(way("")).isEqualTo("abc");
  }

  @Test
  void edgesWinOverTheOrder() throws Exception {
    assertThat(way("edges: [{from: a, to: c}]")).isEqualTo("ac");
    assertThat(way("edges: [{from: __start__, to: b}]")).isEqualTo("bc");
    assertThat(way("edges: [{type: entry, to: c}]")).isEqualTo("c");
    assertThat(way("edges: [{from: a, type: finish}]")).isEqualTo("a");
    assertThat(way("edges: [{from: a, type: normal, to: __end__}]")).isEqualTo("a");
  }

  @Test
  void anEdgeToTheEndKeepsItsCondition() throws Exception {
    assertThat(way("edges: [{from: a, to: __end__, when: state.no}, {from: a, to: b}]"))
        .isEqualTo("abc");
    assertThat(way("edges: [{from: a, to: __end__, when: state.way}, {from: a, to: b}]"))
        .isEqualTo("a");
  }

  @Test
  void knowsEveryFormOfACondition() throws Exception {
    for (String open :
        new String[] {
          "when: true",
          "when: 'True'",
          "when: 'true'",
          "when: way",
          "when: '!nothing'",
          "when: '! nothing'",
          "when: \"state.way == 'a'\"",
          "when: \"{{ state.way == 'a' }}\"",
          "when: \"{% if state.way %}x{% endif %}\"",
          "when: \"state.way in ['a']\"",
          "condition: way",
          "condition: state.way",
          "condition: true",
          "condition: {value: state.way}",
          "condition: {type: expression, value: state.way}",
          "condition: {type: expression, value: state.way}, when: true",
          "condition: state.nothing, when: false",
          "condition: {type: expression, value: state.nothing}, when: false",
        }) {
      assertThat(way("edges: [{from: a, to: c, " + open + "}, {from: a, to: b}]"))
          .as(open)
          .isEqualTo("ac");
    }
    for (String closed :
        new String[] {
          "when: false",
          "when: 'False'",
          "when: nothing",
          "when: '!way'",
          "when: \"{% if state.nothing %}x{% endif %}\"",
          "condition: state.way, when: false",
          "condition: false",
        }) {
      assertThat(way("edges: [{from: a, to: c, " + closed + "}, {from: a, to: b}]"))
          .as(closed)
          .isEqualTo("abc");
    }
  }

  @Test
  void anErrorInAConditionIsTheEdges() {
    assertThat(
            engine.error(
                "nodes: [{name: a}]\nedges: [{from: a, to: __end__, when: \"x {{ nosuch }}\"}]"))
        .startsWith("w.yaml:2:9: edge from 'a': template error: line 1, column 6: 'nosuch'");
  }

  @Test
  void targetsAreChosenByTheTextOfAValue() throws Exception {
    String yaml =
        """
        nodes:
          - {name: a, run: {type: expression, value: "%s"}}
          - {name: b, run: {type: expression, value: "'b'", output_key: way}, goto: __end__}
          - {name: c, run: {type: expression, value: "'c'", output_key: way}, goto: __end__}
        edges: [{from: a, targets: {"True": b, "2": c}}, {from: a, to: __end__}]
        """;
    assertThat(engine.run(yaml.formatted("1 < 2"))).isEqualTo("{\"result\":true,\"way\":\"b\"}");
    assertThat(engine.run(yaml.formatted("1 + 1"))).isEqualTo("{\"result\":2,\"way\":\"c\"}");
    assertThat(engine.run(yaml.formatted("'else'"))).isEqualTo("{\"result\":\"else\"}");
  }

  @Test
  void gotoWinsOverEdgesAndSaysSo() throws Exception {
    assertThat(
            engine.run(
                """
                nodes: [{name: a, goto: c}, {name: b, uses: test.give, with: {v: 1}}, {name: c}]
                edges: [{from: a, to: b}]
                """))
        .isEqualTo("{}");
    assertThat(engine.warnings())
        .containsExactly(
            "w.yaml:1:29: warning: node 'b' is unreachable: no edge, goto or order leads to it;"
                + " lead to it, or remove it",
            "w.yaml:2:9: warning: this edge is never used: node 'a' has a goto, which decides");
  }

  @Test
  void gotoSeesTheNodesOwnResult() throws Exception {
    String yaml =
        """
        nodes:
          - {name: a, %s, goto: [{if: "%s", to: c}, {to: __end__}]}
          - {name: c, run: {type: expression, value: "1", output_key: taken}}
        """;
    assertThat(
            engine.run(
                yaml.formatted("uses: test.give, with: {v: 3}, output: {}", "result.r == 3")))
        .isEqualTo("{\"taken\":1}");
    assertThat(engine.run(yaml.formatted("run: {type: expression, value: '5'}", "result == 5")))
        .isEqualTo("{\"result\":5,\"taken\":1}");
    assertThat(engine.run(yaml.formatted("description: none", "result is none")))
        .isEqualTo("{\"taken\":1}");
  }

  @Test
  void aLoopMayRunAsOftenAsMaxIterationsSays() throws Exception {
    String yaml =
        """
        settings: {max_iterations: %d}
        nodes: [{name: a, run: {type: expression, value: "(state.n or 0) + 1", output_key: n}}]
        edges: [{from: a, to: a, when: "state.n < 3"}, {from: a, to: __end__}]
        """;
    assertThat(engine.run(yaml.formatted(3))).isEqualTo("{\"n\":3}");
    assertThat(engine.error(yaml.formatted(2)))
        .startsWith(
            "w.yaml:2:9: node 'a' ran 2 times (max_iterations) and its turn has come again: a ->"
                + " a");
  }

  @Test
  void showsTheWayOfALongLoop() {
    assertThat(
            engine.error(
                """
                settings: {max_iterations: 90}
                nodes: [{name: a}, {name: b}, {name: c, goto: a}]
                """))
        .startsWith(
            "w.yaml:2:9: node 'a' ran 90 times (max_iterations) and its turn has come again: a -> b"
                + " -> c -> a\n");
  }

  @Test
  void refusesCyclesOnlyIfAskedTo() {
    String nodes =
        "nodes: [{name: a}, {name: b}, {name: c, goto: [{if: x, to: b}, {to: __end__}]}]";
    assertThat(engine.error("settings: {allow_cycles: false}\n" + nodes))
        .isEqualTo(
            "w.yaml:2:20: Cycle detected in graph: b -> c -> b\n"
                + "  Fix: remove it, or allow cycles: 'settings: {allow_cycles: true}'");
    assertThat(
            engine.error(
                """
                settings: {allow_cycles: false}
                nodes: [{name: a}, {name: b, goto: a}, {name: j}]
                edges: [{from: a, to: b, type: parallel, fan_in: j}]
                """))
        .startsWith("w.yaml:2:9: Cycle detected in graph: a -> b -> a");
    assertThat(
            engine.error(
                """
                settings: {allow_cycles: false}
                nodes: [{name: a}, {name: b}, {name: j, goto: a}]
                edges: [{from: a, to: b, type: parallel, fan_in: j}, {from: b, to: __end__}]
                """))
        .startsWith("w.yaml:2:9: Cycle detected in graph: a -> j -> a");
  }

  @Test
  void whileLoopsEndExactlyAtTheirLimit() throws Exception {
    String yaml =
        """
        initial_state: {n: 0}
        nodes:
          - name: l
            type: while_loop
            condition: "state.n < 3"
            max_iterations: %d
            body: [{run: {type: expression, value: state.n + 1, output_key: n}}]
        """;
    assertThat(engine.run(yaml.formatted(3))).isEqualTo("{\"n\":3}");
    assertThat(engine.error(yaml.formatted(2)))
        .isEqualTo(
            "w.yaml:5:16: node 'l': while_loop 'l' exceeded max_iterations (2): 'state.n < 3' still"
                + " holds\n"
                + "  Fix: check what should end the loop, or raise max_iterations (at most 1000)");
  }

  @Test
  void subgraphsNestAndHaveTheirOwnSettings() throws Exception {
    Files.createDirectories(directory.resolve("sub/deep"));
    Files.writeString(
        directory.resolve("sub/mid.yaml"),
        """
        settings: {llm: {model: mid}}
        nodes:
          - {name: s, run: {type: expression, value: "settings.llm.model", output_key: mid}}
          - {name: d, subgraph: deep/inner.yaml, input: {n: "{{ state.n + 1 }}"}}
        """);
    Files.writeString(
        directory.resolve("sub/deep/inner.yaml"),
        """
        nodes: [{name: s, run: {type: expression, value: "[state.n, settings.llm.model]", output_key: deep}}]
        """);
    assertThat(
            engine.run(
                """
                settings: {llm: {model: top}}
                nodes:
                  - {name: s, subgraph: sub/mid.yaml, input: {n: 1}}
                  - {name: t, run: {type: expression, value: "settings.llm.model"}}
                """))
        .isEqualTo("{\"n\":2,\"mid\":\"mid\",\"deep\":[2,\"mid\"],\"result\":\"top\"}");
  }

  @Test
  void aWorkflowMustNotRunItselfByAnyWay() throws Exception {
    Files.writeString(directory.resolve("other.yaml"), "nodes: [{name: o, subgraph: w.yaml}]");
    assertThat(engine.error("nodes: [{name: a, subgraph: other.yaml}]"))
        .isEqualTo(
            "other.yaml:1:29: the subgraph w.yaml runs itself\n"
                + "  Fix: let the inner workflow be another file");
    assertThat(engine.error("nodes: [{name: a, steps: [{subgraph: ./w.yaml}]}]"))
        .startsWith("w.yaml:1:38: the subgraph ./w.yaml runs itself");
    Files.createSymbolicLink(directory.resolve("link"), directory);
    assertThat(engine.error("nodes: [{name: a, subgraph: link/w.yaml}]"))
        .startsWith("w.yaml:1:29: the subgraph link/w.yaml runs itself");
  }

  @Test
  void anUnknownActionIsFoundInEveryKindOfNode() {
    for (String node :
        new String[] {
          "uses: test.giv",
          "steps: [{uses: test.giv}]",
          "type: while_loop, condition: x, max_iterations: 1, body: [{uses: test.giv}]",
          "steps: [{steps: [{uses: test.giv}]}]",
        }) {
      assertThat(engine.error("nodes: [{name: a, " + node + "}]"))
          .as(node)
          .matches("w.yaml:1:\\d+: unknown action 'test.giv'\n  Fix: did you mean 'test.give'\\?");
    }
  }

  @Test
  void parametersAreCheckedAgainstTheAction() throws Exception {
    assertThat(engine.run("nodes: [{name: a, uses: test.give, with: {v: 1, w: 2}}]"))
        .isEqualTo("{\"r\":1}");
    assertThat(engine.warnings())
        .containsExactly("w.yaml:1:49: warning: test.give has no parameter 'w'; did you mean 'v'?");
  }

  private String way(String edges) throws Exception {
    String state =
        engine.run(
            """
            nodes:
              - {name: a, run: {type: expression, value: "(state.way or '') ~ 'a'", output_key: way}}
              - {name: b, run: {type: expression, value: "(state.way or '') ~ 'b'", output_key: way}}
              - {name: c, run: {type: expression, value: "(state.way or '') ~ 'c'", output_key: way}}
            """
                + edges);
    return state.substring("{\"way\":\"".length(), state.length() - 2);
  }
}
