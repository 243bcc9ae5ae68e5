package dev.edgeagent.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgeagent.action.ActionException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** retry, fallback, on_error, timeout and settings.error_handling. */
@Timeout(60)
class FailureTest {

  @TempDir Path directory;
  private Engine engine;
  private final AtomicInteger calls = new AtomicInteger();
  private final List<String> retries = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void actions() {
    engine =
        new Engine(directory)
            .with(
                "test.third",
                v -> {
                  if (calls.incrementAndGet() < 3) {
                    throw new ActionException("no " + calls, "wait");
                  }
                  return calls.get();
                })
            .with(
                "test.fail",
                v -> {
                  calls.incrementAndGet();
                  throw new ActionException("it broke: " + v, "mend it");
                })
            .with(
                "test.bug",
                v -> {
                  throw new IllegalStateException("a bug");
                })
            .with(
                "test.hang",
                v -> {
                  calls.incrementAndGet();
                  new CountDownLatch(1).await();
                  return null;
                });
  }

  @Test
  void triesAgainUntilItSucceeds() throws Exception {
    assertThat(
            engine.run(
                "nodes: [{name: a, uses: test.third, retry: {max_retries: 2, base_delay_ms: 0}}]"))
        .isEqualTo("{\"r\":3}");
    assertThat(
            engine.error(
                """
                settings: {error_handling: {mode: retry, max_retries: 1, retry_delay: 0}}
                nodes: [{name: a, uses: test.fail}]
                """))
        .startsWith("w.yaml:2:25: node 'a': test.fail: it broke");
  }

  @Test
  void givesUpAfterTheLastRetry() {
    assertThat(
            engine.error(
                "nodes: [{name: a, uses: test.third, retry: {max_retries: 1, base_delay_ms: 0}}]"))
        .isEqualTo("w.yaml:1:25: node 'a': test.third: no 2\n  Fix: wait");
    assertThat(calls).hasValue(2);
  }

  @Test
  void pausesGrowUpToTheLongest() throws Exception {
    assertThat(
            pauses(
                "{max_retries: 4, base_delay_ms: 1, backoff_multiplier: 3, max_delay_ms: 5, jitter:"
                    + " false}"))
        .containsExactly("1 PT0.001S", "2 PT0.003S", "3 PT0.005S", "4 PT0.005S");
  }

  @Test
  void jitterTakesAtMostHalfOfAPauseAway() throws Exception {
    assertThat(pauses("{max_retries: 3, base_delay_ms: 2, backoff_multiplier: 1}"))
        .hasSize(3)
        .allSatisfy(
            pause ->
                assertThat(Duration.parse(pause.split(" ")[1]))
                    .isBetween(Duration.ofMillis(1), Duration.ofMillis(2)));
  }

  private List<String> pauses(String retry) throws Exception {
    Graph graph =
        engine.graph(
            "nodes: [{name: a, uses: test.fail, retry: "
                + retry
                + ", on_error: {mode: graceful}}]");
    GraphRunner.run(graph, Requests.listening(engine.request("{}"), listener()));
    return retries;
  }

  private RunListener listener() {
    return new RunListener() {
      @Override
      public void nodeRetried(String node, String error, int retry, Duration pause) {
        retries.add(retry + " " + pause);
      }
    };
  }

  @Test
  void retryOfOnErrorPausesTwiceAsLongEachTime() throws Exception {
    Graph graph =
        engine.graph(
            "nodes: [{name: a, uses: test.third, on_error: {mode: retry, max_retries: 2,"
                + " retry_delay: 0.002}}]");
    GraphRunner.run(graph, Requests.listening(engine.request("{}"), listener()));
    assertThat(retries).containsExactly("1 PT0.002S", "2 PT0.004S");
  }

  @Test
  void goesOnAfterTheRetriesOfOnErrorWithTheErrorInTheState() throws Exception {
    assertThat(
            engine.run(
                """
                nodes:
                  - {name: a, uses: test.fail, on_error: {mode: retry, max_retries: 2, retry_delay: 0.001, backoff_multiplier: 1}}
                  - {name: b, uses: no.such, on_error: {mode: retry}}
                  - {name: c, run: {type: expression, value: "state.__error__.message"}}
                """))
        .endsWith(
            "\"retry_count\":0,\"is_retryable\":false,\"traceback\":null,\"details\":null},\"result\":\"Unknown"
                + " action: no.such\"}");
    assertThat(calls).hasValue(3);
  }

  @Test
  void anErrorOfATemplateIsWhatTheReferenceSays() throws Exception {
    assertThat(
            engine.run(
                """
                nodes:
                  - {name: a, uses: test.fail, with: {v: "x {{ nosuch }}"}, on_error: {mode: graceful}}
                  - {name: b, run: {type: expression, value: "state.__error__.message"}}
                """))
        .endsWith("\"result\":\"Template error: 'nosuch' is undefined\"}");
  }

  @Test
  void doesNotRetryWhatATemplateGetsWrong() {
    assertThat(
            engine.error(
                "nodes: [{name: a, uses: test.fail, with: {v: 'x {{ nosuch }}'}, retry:"
                    + " {max_retries: 5}}]"))
        .startsWith("w.yaml:1:46: node 'a': 'v': template error:");
    assertThat(calls).hasValue(0);
  }

  @Test
  void fallsBackToAnotherNodeAfterTheRetries() throws Exception {
    assertThat(
            engine.run(
                """
                nodes:
                  - {name: a, uses: test.fail, with: {v: 1}, retry: {max_retries: 1, base_delay_ms: 0}, fallback: c}
                  - {name: b, run: {type: expression, value: "1", output_key: wrong}}
                  - {name: c, run: {type: expression, value: "state.__error__.message"}}
                """))
        .isEqualTo(
            """
            {"__error__":{"type":"ActionError","message":"test.fail: it broke: 1","node":"a",\
            "action":"test.fail","timestamp":"now","retry_count":1,"is_retryable":false,\
            "traceback":null,"details":null},"result":"test.fail: it broke: 1"}\
            """);
    assertThat(engine.warnings())
        .containsExactly("w.yaml:2:21: warning: node 'a' failed: test.fail: it broke: 1");
  }

  @Test
  void aFallbackThatLeadsBackIsACycle() {
    assertThat(
            engine.error(
                "settings: {allow_cycles: false}\n"
                    + "nodes: [{name: a}, {name: b, uses: test.fail, fallback: a}]"))
        .startsWith("w.yaml:2:9: Cycle detected in graph: a -> b -> a");
  }

  @Test
  void aFallbackMustBeANode() {
    assertThat(engine.error("nodes: [{name: a, uses: test.fail, fallback: ghost}]"))
        .isEqualTo(
            "w.yaml:1:46: node 'a' falls back to 'ghost', which is not a node\n"
                + "  Fix: use one of: a");
    assertThat(engine.error("nodes: [{name: a, steps: [{uses: test.fail, fallback: a}]}]"))
        .startsWith("w.yaml:1:55: node 'a': step 'a.steps[0]' cannot fall back to a node");
  }

  @Test
  void aFailedNodeLeavesNothingButTheError() throws Exception {
    assertThat(
            engine.run(
                """
                nodes:
                  - name: a
                    on_error: {mode: graceful}
                    steps:
                      - {run: {type: expression, value: "1", output_key: lost}}
                      - {name: s, uses: test.fail, with: {v: 2}}
                  - {name: b, run: {type: expression, value: "state.__error__.message"}}
                """))
        .endsWith("\"result\":\"test.fail: it broke: 2\"}")
        .doesNotContain("lost");
  }

  @Test
  void aGracefulStepGoesOnWithTheErrorInTheState() throws Exception {
    assertThat(
            engine.run(
                """
                nodes:
                  - name: a
                    steps:
                      - {name: s, uses: test.fail, on_error: {mode: graceful}}
                      - {run: {type: expression, value: "state.__error__.node"}}
                """))
        .endsWith("\"result\":\"s\"}");
  }

  @Test
  void settingsApplyToNodesThatSayNothing() throws Exception {
    assertThat(
            engine.run(
                """
                settings: {error_handling: {mode: retry, max_retries: 5, retry_delay: 0}}
                nodes: [{name: a, steps: [{uses: test.third}]}]
                """))
        .isEqualTo("{\"r\":3}");
    assertThat(
            engine.error(
                """
                settings: {error_handling: {mode: graceful}}
                nodes: [{name: a, uses: test.fail, on_error: {mode: raise}}]
                """))
        .startsWith("w.yaml:2:25: node 'a': test.fail: it broke");
  }

  @Test
  void saysThatAnActionHasABug() {
    assertThat(engine.error("nodes: [{name: a, uses: test.bug}]"))
        .isEqualTo(
            """
            w.yaml:1:25: node 'a': test.bug failed: java.lang.IllegalStateException: a bug
              Fix: this is a mistake in the action itself: report it to its makers, with what -v prints\
            """);
  }

  @Test
  void aTimeoutInterruptsTheNode() {
    assertThat(engine.error("nodes: [{name: a, uses: test.hang, timeout: 0.02}]"))
        .isEqualTo(
            "w.yaml:1:9: node 'a': it took longer than 0.02 s\n"
                + "  Fix: raise its 'timeout', or let it do less");
  }

  @Test
  void aTimeoutIsTriedAgainAndMarkedAsRetryable() throws Exception {
    assertThat(
            engine.run(
                """
                nodes:
                  - name: a
                    uses: test.hang
                    timeout: 0.02
                    retry: {max_retries: 2, base_delay_ms: 0}
                    on_error: {mode: graceful}
                  - {name: b, run: {type: expression, value: "[state.__error__.type, state.__error__.is_retryable]"}}
                """))
        .endsWith("\"result\":[\"TimeoutError\",true]}");
    assertThat(calls).hasValue(3);
  }

  @Test
  void aTimeoutInterruptsStepsLoopsAndTemplates() {
    assertThat(engine.error("nodes: [{name: a, timeout: 0.02, steps: [{uses: test.hang}]}]"))
        .startsWith("w.yaml:1:9: node 'a': it took longer than 0.02 s");
    assertThat(
            engine.error(
                """
                nodes:
                  - name: a
                    timeout: 0.02
                    type: while_loop
                    condition: true
                    max_iterations: 3
                    body: [{uses: test.hang}]
                """))
        .startsWith("w.yaml:2:5: node 'a': it took longer than 0.02 s");
    assertThat(
            engine.error(
                "nodes: [{name: a, timeout: 0.02, uses: test.fail, with: {v: '{% for i in"
                    + " range(10**8) %}{% endfor %}'}}]"))
        .startsWith("w.yaml:1:9: node 'a': it took longer than 0.02 s");
  }

  @Test
  void aStepsTimeoutIsTheSteps() throws Exception {
    assertThat(
            engine.run(
                """
                nodes:
                  - name: a
                    timeout: 3600
                    steps:
                      - {name: s, uses: test.hang, timeout: 0.02, on_error: {mode: graceful}}
                      - {run: {type: expression, value: "state.__error__.type"}}
                """))
        .endsWith("\"result\":\"TimeoutError\"}");
  }

  @Test
  void anActionWhoseFileIsClosedByTheTimeoutTookTooLong() throws Exception {
    Path file = Files.createFile(directory.resolve("f"));
    engine.with(
        "test.file",
        v -> {
          try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            while (true) {
              channel.write(java.nio.ByteBuffer.allocate(1), 0);
            }
          } catch (java.io.IOException e) {
            throw new ActionException("cannot write: " + e, "-", e);
          }
        });
    assertThat(engine.error("nodes: [{name: a, uses: test.file, timeout: 0.02}]"))
        .startsWith("w.yaml:1:9: node 'a': it took longer than 0.02 s");
  }

  @Test
  void theRunsTimeoutNamesTheNode() throws Exception {
    RunRequest request = Requests.timeout(engine.request("{}"), Duration.ofMillis(20));
    Graph graph =
        engine.graph("nodes: [{name: a}, {name: b, uses: test.hang, on_error: {mode: graceful}}]");
    assertThat(engine.error(() -> GraphRunner.run(graph, request)))
        .isEqualTo(
            "w.yaml:1:20: the run took longer than 0.02 s, at node 'b'\n"
                + "  Fix: raise --timeout, or give the node a 'timeout' of its own");
  }

  @Test
  void theRunsTimeoutEndsBranches() throws Exception {
    RunRequest request = Requests.timeout(engine.request("{}"), Duration.ofMillis(500));
    Graph graph =
        engine.graph(
            "nodes: [{name: b, type: dynamic_parallel, items: [1, 2, 3], max_concurrency: 2,"
                + " action: {uses: test.hang}, fan_in: b}]");
    assertThat(engine.error(() -> GraphRunner.run(graph, request)))
        .startsWith("w.yaml:1:9: the run took longer than 0.5 s, at node 'b'");
    assertThat(calls).hasValue(2);
  }

  @Test
  void theRunsTimeoutHoldsWhileCheckpointsAreWritten() throws Exception {
    RunRequest request =
        Requests.checkpoints(
            Requests.timeout(engine.request("{}"), Duration.ofMillis(100)),
            directory.resolve("c.json"));
    Graph graph =
        engine.graph("settings: {max_iterations: 100000000}\nnodes: [{name: a, goto: a}]");
    assertThat(engine.error(() -> GraphRunner.run(graph, request)))
        .startsWith("w.yaml:2:9: the run took longer than 0.1 s, at node 'a'");
  }

  @Test
  void anInterruptedThreadEndsTheRun() throws Exception {
    Graph graph = engine.graph("nodes: [{name: a, uses: test.hang, on_error: {mode: graceful}}]");
    RunRequest request = engine.request("{}");
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> GraphRunner.run(graph, request))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void aValueThatGrowsWithoutEndIsAnError() {
    assertThat(
            engine.error(
                """
                initial_state: {v: [1]}
                nodes:
                  - name: grow
                    type: while_loop
                    condition: v
                    max_iterations: 1000
                    body: [{name: s, run: {type: expression, value: "[state.v, state.v]", output_key: v}}]
                """))
        .matches(
            "w.yaml:7:\\d+: node 'grow': iteration \\d+: step 's': a value of more than 2000000"
                + " parts\n  Fix: keep less in the state");
  }

  @Test
  void memoryThatRunsOutIsAnErrorOfTheNode() {
    engine.with(
        "test.memory",
        v -> {
          throw new OutOfMemoryError("as if");
        });
    assertThat(engine.error("nodes: [{name: a, uses: test.memory, retry: {max_retries: 9}}]"))
        .startsWith("w.yaml:1:9: node 'a': it needs more memory than the ");
  }

  @Test
  void theErrorOfARunIsInItsListener() throws Exception {
    List<String> events = new ArrayList<>();
    RunListener listener =
        new RunListener() {
          @Override
          public void nodeStarted(String node) {
            events.add("start " + node);
          }

          @Override
          public void nodeCompleted(String node, Map<String, Object> state, Duration time) {
            events.add("end " + node + " " + state.keySet());
          }

          @Override
          public void nodeFailed(String node, String error, boolean handled, Duration time) {
            events.add("fail " + node + " " + error + " " + handled);
          }
        };
    GraphRunner.run(
        engine.graph(
            """
            nodes:
              - {name: pass}
              - {name: a, uses: test.fail, on_error: {mode: graceful}}
              - {name: b, uses: test.third, retry: {base_delay_ms: 0}, output: r}
            """),
        Requests.listening(engine.request("{}"), listener));
    assertThat(events)
        .containsExactly(
            "start a", "fail a test.fail: it broke: null true", "start b", "end b [__error__, r]");
  }
}
