package dev.edgeagent.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where the branches of parallel edges lead. */
@Timeout(60)
class ParallelEdgesTest {

  @TempDir Path directory;
  private Engine engine;

  @BeforeEach
  void makeEngine() {
    engine = new Engine(directory);
  }

  @Test
  void branchesOfEdgesRunAsFarAsTheFanIn() throws Exception {
    assertThat(
            engine.run(
                """
                nodes:
                  - {name: s}
                  - {name: a, run: {type: expression, value: "0", output_key: n}, goto: loop}
                  - {name: loop, run: {type: expression, value: "state.n + 1", output_key: n}, goto: [{if: "state.n < 3", to: loop}, {to: j}]}
                  - {name: b, run: {type: expression, value: "9", output_key: n}, goto: __end__}
                  - {name: j, goto: __end__}
                edges:
                  - {from: s, to: a, type: parallel, fan_in: j}
                  - {from: s, to: b, type: parallel, fan_in: j}
                """))
        .isEqualTo("{\"parallel_results\":[{\"n\":3},{\"n\":9}]}");
  }

  @Test
  void parallelEdgesNestAndMayMeetAtTheSameNode() throws Exception {
    assertThat(
            engine.run(
                """
                nodes:
                  - {name: s}
                  - {name: a, goto: j}
                  - {name: b}
                  - {name: c, run: {type: expression, value: "1", output_key: c}, goto: j}
                  - {name: d, run: {type: expression, value: "2", output_key: d}, goto: j}
                  - {name: j, goto: __end__}
                edges:
                  - {from: s, to: a, type: parallel, fan_in: j}
                  - {from: s, to: b, type: parallel, fan_in: j}
                  - {from: b, to: c, type: parallel, fan_in: j}
                  - {from: b, to: d, type: parallel, fan_in: j}
                """))
        .isEqualTo("{\"parallel_results\":[{},{\"parallel_results\":[{\"c\":1},{\"d\":2}]}]}");
  }

  @Test
  void anEndlessLoopInABranchIsThatBranchsFailure() throws Exception {
    assertThat(
            engine.run(
                """
                settings: {max_iterations: 3}
                nodes:
                  - {name: s}
                  - {name: a, goto: x}
                  - {name: x, goto: [{if: state.never, to: j}, {to: x}]}
                  - {name: j, goto: __end__}
                edges: [{from: s, parallel: [a], fan_in: j}]
                """))
        .contains("\"success\":false", "node 'x' ran 3 times (max_iterations)");
  }

  /** Branches that branch would otherwise do so for ever. */
  @Test
  void aBranchMustNotLeadBackToWhereItBegan() throws Exception {
    String state =
        engine.run(
            """
            nodes:
              - {name: s}
              - {name: a, goto: j}
              - {name: b, goto: s}
              - {name: j, goto: __end__}
            edges:
              - {from: s, to: a, type: parallel, fan_in: j}
              - {from: s, to: b, type: parallel, fan_in: j}
            """);
    assertThat(state).isEqualTo("{\"parallel_results\":[{}]}");
    assertThat(engine.warnings())
        .containsExactly(
            "w.yaml:7:5: warning: branch 'b' failed and is left out: a branch leads back to node"
                + " 's', where it began, before it comes to 'j'");
  }

  @Test
  void parallelEdgesNeedAMeetingPointAndNoCondition() {
    assertThat(
            engine.error(
                """
                nodes: [{name: s}, {name: a}, {name: j}]
                edges:
                  - {from: s, to: a, type: parallel}
                  - {from: s, to: a, type: parallel, fan_in: ghost}
                  - {from: s, to: a, type: parallel, fan_in: j, when: x}
                  - {from: s, parallel: []}
                  - {from: s, parallel: [a, ghost], fan_in: j}
                """))
        .isEqualTo(
            """
            w.yaml:3:5: an edge has no 'fan_in'
              Fix: name the node where the branches meet
            w.yaml:4:5: a parallel edge has the fan-in 'ghost', which is not a node
              Fix: use one of: s, a, j
            w.yaml:5:49: a parallel edge has no condition
              Fix: put the condition on an edge to a node from which the parallel edges leave
            w.yaml:6:25: 'parallel' names no nodes
              Fix: write 'parallel: [a, b]'
            w.yaml:7:5: an edge leads to 'ghost', which is not a node
              Fix: use one of: s, a, j\
            """);
  }
}
