package dev.edgeagent.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgeagent.action.ActionException;
import dev.edgeagent.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * dynamic_parallel, strategy.matrix and parallel_each; the branches of parallel edges where they
 * are run alike.
 */
@Timeout(60)
class FanOutTest {

  @TempDir Path directory;
  private Engine engine;
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final List<Object> seen = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void actions() {
    engine =
        new Engine(directory)
            .with("test.see", v -> seen.add(v) ? v : v)
            .with(
                "test.fail",
                v -> {
                  throw new ActionException("it broke: " + v, "mend it");
                });
  }

  /** Passes only when three branches are in it at the same time; notes if there are ever more. */
  private void meetThree() {
    var barrier = new CyclicBarrier(3);
    engine.with(
        "test.meet",
        v -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          try {
            barrier.await();
          } catch (java.util.concurrent.BrokenBarrierException e) {
            throw new IllegalStateException(e);
          }
          running.decrementAndGet();
          return v;
        });
  }

  /** Branches would wait forever if fewer than three ran at the same time. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "type: dynamic_parallel, items: [1, 2, 3, 4, 5, 6], max_concurrency: 3, action: {uses:"
            + " test.meet}",
        "type: dynamic_parallel, items: '{{ range(6) | list }}', max_concurrency: '{{ 1 + 2 }}',"
            + " action: {uses: test.meet}",
        "type: dynamic_parallel, items: [1, 2, 3, 4, 5, 6], parallel_config: {max_concurrency: 3},"
            + " steps: [{uses: test.meet}]",
        "parallel_each: [1, 2, 3, 4, 5, 6], max_workers: 3, uses: test.meet",
        "strategy: {matrix: {a: [1, 2], b: [1, 2, 3]}, max_parallel: 3}, uses: test.meet",
        "type: dynamic_parallel, items: [1, 2, 3], action: {uses: test.meet}",
      })
  void runsAsManyBranchesAtTheSameTimeAsItMay(String fanOut) throws Exception {
    meetThree();
    engine.run("nodes: [{name: f, " + fanOut + ", fan_in: g}, {name: g}]");
    assertThat(most).hasValue(3);
  }

  @Test
  void settingsLimitTheBranchesOfNodesAndEdgesThatDoNotSayIt() throws Exception {
    meetThree();
    engine.run(
        """
        settings: {parallel: {max_workers: 3}}
        nodes:
          - {name: f, parallel_each: [1, 2, 3, 4, 5, 6], uses: test.meet, fan_in: s}
          - {name: s}
          - {name: a, uses: test.meet, goto: j}
          - {name: b, uses: test.meet, goto: j}
          - {name: c, uses: test.meet, goto: j}
          - {name: d, uses: test.meet, goto: j}
          - {name: e, uses: test.meet, goto: j}
          - {name: g, uses: test.meet, goto: j}
          - {name: j}
        edges: [{from: s, parallel: [a, b, c, d, e, g]}, {from: f, to: s}, {from: j, to: __end__}]
        """);
    assertThat(most).hasValue(3);
  }

  @Test
  void edgesLimitTheirBranches() throws Exception {
    meetThree();
    engine.run(
        """
        nodes:
          - {name: s}
          - {name: a, uses: test.meet, goto: j}
          - {name: b, uses: test.meet, goto: j}
          - {name: c, uses: test.meet, goto: j}
          - {name: d, uses: test.meet, goto: j}
          - {name: e, uses: test.meet, goto: j}
          - {name: g, uses: test.meet, goto: j}
          - {name: j, goto: __end__}
        edges: [{from: s, parallel: [a, b, c, d, e, g], max_concurrency: 3, fan_in: j}]
        """);
    assertThat(most).hasValue(3);
  }

  @Test
  void failFastInterruptsTheOthersAndStartsNoMore() throws Exception {
    var waits = new CountDownLatch(1);
    var interrupted = new AtomicInteger();
    engine.with(
        "test.first_fails",
        v -> {
          seen.add(v);
          if (v.equals(1L)) {
            waits.await();
            throw new ActionException("it broke", "mend it");
          }
          waits.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.incrementAndGet();
            throw e;
          }
          return v;
        });
    assertThat(
            engine.run(
                """
                nodes:
                  - name: f
                    type: dynamic_parallel
                    items: [1, 2, 3, 4]
                    max_concurrency: 2
                    fail_fast: true
                    action: {uses: test.first_fails, with: {v: "{{ state.item }}"}}
                    fan_in: g
                  - name: g
                    run: {type: expression, value: "state.parallel_results | map(attribute='error') | list"}
                """))
        .endsWith(
            "\"result\":[\"test.first_fails: it broke\",\"Cancelled due to fail_fast\","
                + "\"Cancelled due to fail_fast\",\"Cancelled due to fail_fast\"]}");
    assertThat(interrupted).hasValue(1);
    assertThat(seen).containsExactlyInAnyOrder(1L, 2L);
  }

  @Test
  void failFastOfAMatrixAndOfParallelConfigWorkTheSame() throws Exception {
    for (String fanOut :
        List.of(
            "strategy: {matrix: {a: [1, 2]}, fail_fast: true, max_parallel: 1}, uses: test.fail",
            "type: dynamic_parallel, items: [1, 2], max_concurrency: 1,"
                + " parallel_config: {fail_fast: true}, action: {uses: test.fail}")) {
      assertThat(
              engine.run(
                  "nodes: [{name: f, "
                      + fanOut
                      + ", fan_in: g}, {name: g, run: {type: expression, value:"
                      + " \"state.parallel_results | map(attribute='error') | list\"}}]"))
          .endsWith("\"result\":[\"test.fail: it broke: null\",\"Cancelled due to fail_fast\"]}");
    }
  }

  @Test
  void retriesEachBranch() throws Exception {
    var calls = new AtomicInteger();
    engine.with(
        "test.second",
        v -> {
          if (calls.incrementAndGet() % 2 == 1) {
            throw new ActionException("odd", "again");
          }
          return v;
        });
    assertThat(
            engine.run(
                """
                nodes:
                  - name: f
                    type: dynamic_parallel
                    items: [a, b]
                    max_concurrency: 1
                    retry: {max_retries: 1, base_delay_ms: 0}
                    action: {uses: test.second, with: {v: "{{ state.item }}"}}
                    fan_in: g
                  - {name: g}
                """))
        .isEqualTo(
            """
            {"parallel_results":[\
            {"branch":"f[0]","success":true,"state":{"r":"a","item":"a","index":0},"error":null,\
            "error_type":null,"traceback":null,"timeout":false,"timing_ms":0,"retry_count":1,\
            "circuit_state":null,"attempt_errors":["test.second: odd"],"exit_code":null},\
            {"branch":"f[1]","success":true,"state":{"r":"b","item":"b","index":1},"error":null,\
            "error_type":null,"traceback":null,"timeout":false,"timing_ms":0,"retry_count":1,\
            "circuit_state":null,"attempt_errors":["test.second: odd"],"exit_code":null}]}\
            """);
  }

  @Test
  void aBranchMayTimeOut() throws Exception {
    engine.with(
        "test.hang",
        v -> {
          if (v.equals(1L)) {
            new CountDownLatch(1).await();
          }
          return v;
        });
    assertThat(
            engine.run(
                """
                nodes:
                  - name: f
                    type: dynamic_parallel
                    items: [1, 2]
                    timeout: 0.05
                    action: {uses: test.hang, with: {v: "{{ state.item }}"}}
                    fan_in: g
                  - name: g
                    run: {type: expression, value: "[state.parallel_results[0].timeout, state.parallel_results[0].error_type, state.parallel_results[1].success]"}
                """))
        .endsWith("\"result\":[true,\"TimeoutError\",true]}");
  }

  @Test
  void branchesSeeTheStateButNotEachOther() throws Exception {
    assertThat(
            engine.run(
                """
                initial_state: {list: [0]}
                nodes:
                  - name: f
                    parallel_each: [1, 2]
                    max_workers: 1
                    fan_in: g
                    run: {type: expression, value: "state.list + [state.item]", output_key: list}
                  - {name: g, run: {type: expression, value: "state.parallel_results | map(attribute='state') | list"}}
                """))
        .endsWith(
            "\"result\":[{\"item\":1,\"index\":0,\"result\":{\"list\":[0,1]}},"
                + "{\"item\":2,\"index\":1,\"result\":{\"list\":[0,2]}}]}");
  }

  @Test
  void itemsThatAreNoListAreAnError() {
    for (String items : List.of("abc", "5", "{{ 5 }}", "{{ 1 }} and {{ 2 }}")) {
      assertThat(
              engine.error(
                  "\nnodes: [{name: f, type: dynamic_parallel, items: '"
                      + items
                      + "', action: {uses: test.see}, fan_in: f}]"))
          .as(items)
          .startsWith("w.yaml:2:50: node 'f': 'items' must be a list, got ");
    }
  }

  @Test
  void concurrencyMustBeAWholeNumber() {
    assertThat(
            engine.error(
                "nodes: [{name: f, parallel_each: [1], max_workers: '{{ 0 }}', uses: test.see,"
                    + " fan_in: f}]"))
        .isEqualTo(
            "w.yaml:1:9: node 'f': 'max_concurrency' must be a whole number from 1, got '0'\n"
                + "  Fix: correct the template");
    assertThat(
            engine.error(
                "nodes: [{name: f, parallel_each: [1], max_workers: 0, uses: test.see, fan_in:"
                    + " f}]"))
        .startsWith(
            "w.yaml:1:52: 'max_workers' of node 'f' must be a whole number from 1, got '0'");
  }

  @Test
  void aMatrixNeedsLists() {
    assertThat(
            engine.error(
                "nodes: [{name: f, strategy: {matrix: {a: 1}}, uses: test.see, fan_in: f}]"))
        .isEqualTo(
            "w.yaml:1:42: the matrix's 'a' must be a list or a template that gives one\n"
                + "  Fix: write 'a: [1, 2]'");
    assertThat(engine.error("nodes: [{name: f, strategy: {}, uses: test.see, fan_in: f}]"))
        .startsWith("w.yaml:1:29: the strategy of node 'f' has no 'matrix'");
  }

  @Test
  void refusesMoreBranchesThanAMillion() {
    assertThat(
            engine.error(
                "nodes: [{name: f, strategy: {matrix: {a: '{{ range(1001) | list }}', b: '{{"
                    + " range(1000) | list }}'}}, uses: test.see, fan_in: f}]"))
        .isEqualTo("w.yaml:1:38: node 'f': more than 1000000 branches\n  Fix: give fewer items");
  }

  @Test
  void aFailedBranchIsSaidOnceAndReportedToTheListener() throws Exception {
    List<String> events = Collections.synchronizedList(new ArrayList<>());
    RunListener listener =
        new RunListener() {
          @Override
          public void branchEnded(String node, String branch, boolean success, Duration time) {
            events.add(node + " " + branch + " " + success);
          }
        };
    GraphRunner.run(
        engine.graph(
            """
            nodes:
              - {name: f, type: dynamic_parallel, items: [7], steps: [{name: s, uses: test.fail}], fan_in: g}
              - {name: g}
            """),
        Requests.listening(engine.request("{}"), listener));
    assertThat(events).containsExactly("f f[0] false");
    assertThat(engine.warnings())
        .containsExactly(
            "w.yaml:2:75: warning: branch f[0] failed: step 's': test.fail: it broke: null");
  }

  @Test
  void aBugInABranchEndsTheRunAndIsNotTakenForACancellation() {
    RunListener listener =
        new RunListener() {
          @Override
          public void branchEnded(String node, String branch, boolean success, Duration time) {
            throw new IllegalStateException("a bug");
          }
        };
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () ->
                GraphRunner.run(
                    engine.graph(
                        "nodes: [{name: f, parallel_each: [1, 2], uses: test.see, fan_in: f}]"),
                    Requests.listening(engine.request("{}"), listener)))
        .hasRootCauseMessage("a bug");
  }

  @Test
  void nestedFanOutsReportTheirOwnBranches() throws Exception {
    Files.writeString(
        directory.resolve("inner.yaml"),
        """
        nodes:
          - name: each
            parallel_each: "{{ state.list }}"
            uses: test.see
            with: {v: "{{ state.item }}"}
            fan_in: end
          - {name: end, run: {type: expression, value: "state.parallel_results | map(attribute='state.result.r') | list", output_key: seen}}
        """);
    String state =
        engine.run(
            """
            nodes:
              - name: f
                type: dynamic_parallel
                items: [[1, 2], [3]]
                subgraph: inner.yaml
                input: {list: "{{ state.item }}"}
                fan_in: g
              - {name: g, run: {type: expression, value: "state.parallel_results | map(attribute='state.seen') | list"}}
            """);
    assertThat(((Map<?, ?>) Json.parse(state)).get("result"))
        .isEqualTo(List.of(List.of(1L, 2L), List.of(3L)));
    assertThat(seen).containsExactlyInAnyOrder(1L, 2L, 3L);
  }

  @Test
  void aThousandBranchesEachHaveTheirResult() throws Exception {
    assertThat(
            engine.run(
                """
                nodes:
                  - {name: f, parallel_each: "{{ range(1000) | list }}", uses: test.see, with: {v: "{{ state.item }}"}, fan_in: g}
                  - {name: g, run: {type: expression, value: "state.parallel_results | map(attribute='state.result.r') | sum"}}
                """))
        .endsWith("\"result\":499500}");
  }
}
