package dev.edgeagent.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphRunnerTest {

  @TempDir Path directory;
  private Engine engine;

  @BeforeEach
  void makeEngine() {
    engine = new Engine(directory);
  }

  @Test
  void storesResultsAsEachDialectSays() throws Exception {
    assertThat(
            engine.run(
                """
                nodes:
                  - {name: a, uses: json.parse, with: {text: '{"n": 1}'}, output: whole}
                  - {name: b, action: json.parse, params: {text: '{"n": 2}'}}
                  - name: c
                    uses: json.parse
                    with: {text: '{"n": 3, "none": null}'}
                    output: {n: "{{ result.data.n }}", text: "n={{ result.data.n }}", none: "{{ result.data.none }}"}
                  - name: d
                    action: json.parse
                    params: {text: '{"n": 4}'}
                    outputs: {m: "{{ action_result.data.n }}"}
                  - {name: e, uses: json.parse, with: {text: '5'}}
                """))
        .isEqualTo(
            """
            {"whole":{"data":{"n":1},"success":true},"b":{"n":2},"n":3,"text":"n=3","none":"","m":4,"data":5,"success":true}\
            """);
  }

  @Test
  void mergesInputOverTheInitialStateKeyByKey() throws Exception {
    assertThat(
            engine.run(
                """
                initial_state: {a: {x: 1}, b: 2}
                nodes: [{name: n}]
                """,
                "{\"a\": {\"y\": 3}}"))
        .isEqualTo("{\"a\":{\"y\":3},\"b\":2}");
  }

  @Test
  void rendersParametersFromEveryNamespace() throws Exception {
    assertThat(
            engine.run(
                """
                variables: {v: 1}
                data: {d: [2]}
                settings: {s: {t: 3}}
                nodes:
                  - name: n
                    action: json.stringify
                    params: {data: ["{{ variables.v }}", "{{ data.d }}", "{{ settings.s.t }}", "{{ env.X }}", "{{ state.q }}!"]}
                """,
                "{\"q\": \"hi\"}"))
        .isEqualTo(
            "{\"q\":\"hi\",\"n\":\"[1, [2], 3, \\\"from the environment\\\", \\\"hi!\\\"]\"}");
  }

  private static final String ROUTES =
      """
      nodes:
        - {name: start}
        - {name: low, uses: json.parse, with: {text: '1'}, output: {way: low}}
        - {name: high, uses: json.parse, with: {text: '1'}, output: {way: high}}
      edges:
        - {from: start, to: high, when: "state.n >= 10"}
        - {from: start, to: low, when: "{{ state.n < 10 and not state.stop }}"}
        - {from: start, to: __end__, when: stop}
        - {from: low, to: __end__}
        - {from: high, to: __end__, condition: {type: expression, value: "state.never"}, when: false}
      """;

  @Test
  void takesTheFirstEdgeWhoseConditionHolds() throws Exception {
    assertThat(engine.run(ROUTES, "{\"n\": 12}")).isEqualTo("{\"n\":12,\"way\":\"high\"}");
    assertThat(engine.run(ROUTES, "{\"n\": 2}")).isEqualTo("{\"n\":2,\"way\":\"low\"}");
    assertThat(engine.run(ROUTES, "{\"n\": 2, \"stop\": true}"))
        .isEqualTo("{\"n\":2,\"stop\":true}");
  }

  @Test
  void gotoWinsOverEdgesAndOrder() throws Exception {
    assertThat(
            engine.run(
                """
                nodes:
                  - name: a
                    uses: json.parse
                    with: {text: '0'}
                    output: {count: "{{ (state.count or 0) + 1 }}"}
                    goto:
                      - {if: "state.count < 3", to: a}
                      - {to: __end__}
                  - {name: b, uses: json.parse, with: {text: '1'}, output: {never: 1}}
                edges: [{from: a, to: b}]
                """))
        .isEqualTo("{\"count\":3}");
  }

  @Test
  void gotoConditionsCountAsText() throws Exception {
    String yaml =
        """
        nodes:
          - name: a
            goto: [{if: state.v, to: b}, {to: __end__}]
          - {name: b, uses: json.parse, with: {text: '1'}, output: {taken: "yes"}}
        """;
    assertThat(engine.run(yaml, "{\"v\": \"on\"}")).isEqualTo("{\"v\":\"on\",\"taken\":\"yes\"}");
    assertThat(engine.run(yaml, "{\"v\": \"No\"}")).isEqualTo("{\"v\":\"No\"}");
    assertThat(engine.run(yaml, "{\"v\": 0}")).isEqualTo("{\"v\":0}");
    assertThat(engine.run(yaml.replace("state.v", "nosuch.thing"))).isEqualTo("{}");
    assertThat(engine.warnings())
        .containsExactly(
            "w.yaml:3:12: warning: 'nosuch.thing' counts as false:"
                + " line 1, column 11: 'nosuch' is undefined");
    assertThat(engine.run(yaml.replace("state.v", "true"))).isEqualTo("{\"taken\":\"yes\"}");
  }

  @Test
  void keepsASnapshotOfTheStateInTheState() throws Exception {
    assertThat(
            engine.run(
                "nodes: [{name: a, uses: json.parse, with: {text: '1'}, output: {snap: '{{ state"
                    + " }}'}}]",
                "{\"x\": [1]}"))
        .isEqualTo("{\"x\":[1],\"snap\":{\"x\":[1]}}");
  }

  @Test
  void saysWhereThereIsNoWayOn() {
    assertThat(
            engine.error(
                ROUTES.replace("{from: low, to: __end__}", "{from: low, to: high, when: never}"),
                "{\"n\": 1}"))
        .isEqualTo(
            """
            w.yaml:3:5: no way on from node 'low': none of its edges matches the state
              Fix: add one without a condition, for all other cases\
            """);
  }

  @Test
  void stopsAnEndlessLoop() {
    assertThat(
            engine.error(
                """
                settings: {max_iterations: 7}
                nodes: [{name: a, goto: b}, {name: b, goto: a}]
                """))
        .isEqualTo(
            """
            w.yaml:2:9: node 'a' ran 7 times (max_iterations) and its turn has come again: a -> b -> a
              Fix: check the conditions that should end the loop, or raise settings.max_iterations\
            """);
  }

  @Test
  void findsNamesThatLeadNowhereBeforeAnythingRuns() {
    assertThat(engine.error("nodes: [{name: a, uses: llm.chatt}]"))
        .isEqualTo("w.yaml:1:25: unknown action 'llm.chatt'\n  Fix: did you mean 'llm.chat'?");
    assertThat(engine.error("nodes: [{name: a}]\nedges: [{from: a, to: ghost}]"))
        .isEqualTo(
            "w.yaml:2:9: an edge leads to 'ghost', which is not a node\n  Fix: use one of: a");
    assertThat(engine.error("nodes: [{name: a, goto: ghost}]"))
        .isEqualTo(
            "w.yaml:1:25: node 'a' has a goto to 'ghost', which is not a node\n"
                + "  Fix: use one of: a");
    assertThat(engine.error("nodes: [{name: a}, {name: a}]"))
        .isEqualTo(
            "w.yaml:1:20: there is another node 'a'\n  Fix: give each node a name of its own");
  }

  @Test
  void namesTheNodeWhoseActionFails() {
    assertThat(engine.error("nodes:\n  - name: a\n    uses: llm.chat"))
        .isEqualTo(
            """
            w.yaml:3:11: node 'a': llm.chat: parameter 'prompt' is missing
              Fix: give 'prompt: ...' under 'with:'\
            """);
    assertThat(
            engine.error(
                "nodes:\n  - name: a\n    uses: llm.chat\n    with: {prompt: x, top_p: 7}"))
        .isEqualTo(
            """
            w.yaml:4:30: node 'a': llm.chat: parameter 'top_p' must be above 0, at most 1, got 7.0
              Fix: correct it under 'with:'\
            """);
    assertThat(engine.error("nodes:\n  - name: a\n    uses: llm.chat\n    with: {prompt: x}"))
        .contains("no model found; looked at TEA_MODEL_PATH (not set)");
  }

  @Test
  void findsTemplatesThatAreNoneBeforeAnythingRuns() {
    assertThat(
            engine.error(
                """
                nodes:
                  - {name: ask, uses: llm.chat, with: {prompt: hi}}
                  - name: a
                    uses: json.stringify
                    with:
                      data:
                        - "{{ 1 + }}"
                """))
        .startsWith("w.yaml:7:9: node 'a': 'data': template error: line 1, column ");
    assertThat(engine.error("nodes: [{name: a}]\nedges: [{from: a, to: a, when: 'x >'}]"))
        .startsWith("w.yaml:2:9: edge from 'a': template error: line 1, column ");
    assertThat(engine.error("nodes: [{name: a, goto: [{if: '{{', to: a}]}]"))
        .startsWith("w.yaml:1:26: goto of node 'a': template error: ");
  }

  @Test
  void saysWhichTemplateFails() {
    assertThat(
            engine.error(
                """
                nodes:
                  - name: a
                    uses: json.stringify
                    with:
                      indent: 1
                      data: "a {{ nosuch }}"
                """))
        .startsWith(
            "w.yaml:6:13: node 'a': 'data': template error: line 1, column 6: 'nosuch' is"
                + " undefined");
  }
}
