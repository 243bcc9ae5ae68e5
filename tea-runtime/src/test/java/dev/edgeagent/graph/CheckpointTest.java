package dev.edgeagent.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgeagent.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that stop and go on. */
class CheckpointTest {

  private static final String THREE =
      """
      nodes:
        - {name: a, uses: test.see, with: {v: a}}
        - {name: b, uses: test.see, with: {v: b}}
        - {name: c, uses: test.see, with: {v: c}}
      """;

  @TempDir Path directory;
  private Engine engine;
  private final List<Object> seen = new ArrayList<>();

  @BeforeEach
  void actions() {
    engine =
        new Engine(directory)
            .with(
                "test.see",
                v -> {
                  seen.add(v);
                  return v;
                });
  }

  @Test
  void stopsBeforeANodeAndGoesOnWithIt() throws Exception {
    Graph graph = engine.graph(THREE);
    Outcome outcome =
        GraphRunner.run(
            graph, Requests.stopping(engine.request("{\"x\": 1}"), Set.of("b"), Set.of()));
    assertThat(outcome).isEqualTo(new Outcome.Interrupted(state(outcome), "b", false, file()));
    assertThat(Json.compact(outcome.state())).isEqualTo("{\"x\":1,\"r\":\"a\"}");
    assertThat(seen).containsExactly("a");
    assertThat(Json.compact(resumed(graph, outcome, "{\"y\": 2}").state()))
        .isEqualTo("{\"x\":1,\"r\":\"c\",\"y\":2}");
    assertThat(seen).containsExactly("a", "b", "c");
  }

  @Test
  void stopsAfterANodeAndGoesOnBehindIt() throws Exception {
    Graph graph = engine.graph(THREE + "config: {interrupt_after: [b]}\n");
    Outcome outcome = GraphRunner.run(graph, engine.request("{}"));
    assertThat(outcome).isEqualTo(new Outcome.Interrupted(state(outcome), "b", true, file()));
    assertThat(seen).containsExactly("a", "b");
    assertThat(resumed(graph, outcome, "{}")).isInstanceOf(Outcome.Completed.class);
    assertThat(seen).containsExactly("a", "b", "c");
  }

  @Test
  void stopsWhereTheNodeSaysSo() throws Exception {
    Graph graph =
        engine.graph(
            """
            nodes:
              - {name: a, uses: test.see, with: {v: a}, interrupt: after}
              - {name: b, uses: test.see, with: {v: b}, interrupt: before}
            """);
    Outcome after = GraphRunner.run(graph, engine.request("{}"));
    assertThat(after).isEqualTo(new Outcome.Interrupted(state(after), "a", true, file()));
    Outcome before = resumed(graph, after, "{}");
    assertThat(before).isEqualTo(new Outcome.Interrupted(state(before), "b", false, file()));
    assertThat(resumed(graph, before, "{}")).isInstanceOf(Outcome.Completed.class);
    assertThat(seen).containsExactly("a", "b");
  }

  @Test
  void stopsBeforeANodeOfALoopEachTime() throws Exception {
    Graph graph =
        engine.graph(
            """
            settings: {max_iterations: 2}
            nodes:
              - {name: a, uses: test.see, with: {v: a}, interrupt: before, goto: a}
            """);
    Outcome first = GraphRunner.run(graph, engine.request("{}"));
    Outcome second = resumed(graph, first, "{}");
    assertThat(second).isInstanceOf(Outcome.Interrupted.class);
    Outcome third = resumed(graph, second, "{}");
    assertThat(seen).hasSize(2);
    assertThat(engine.error(() -> resumed(graph, third, "{}")))
        .startsWith("w.yaml:3:5: node 'a' ran 2 times (max_iterations)");
  }

  @Test
  void stopsAfterTheLastNodeAndThenIsDone() throws Exception {
    Graph graph =
        engine.graph("nodes: [{name: a, uses: test.see, with: {v: 1}, interrupt: after}]");
    Outcome outcome = GraphRunner.run(graph, engine.request("{}"));
    assertThat(Checkpoint.read(file()).node()).isEqualTo("__end__");
    assertThat(Json.compact(resumed(graph, outcome, "{}").state())).isEqualTo("{\"r\":1}");
    assertThat(seen).hasSize(1);
  }

  @Test
  void goesOnAtAParallelEdge() throws Exception {
    Graph graph =
        engine.graph(
            """
            nodes:
              - {name: s, uses: test.see, with: {v: s}, interrupt: after}
              - {name: a, uses: test.see, with: {v: a}, goto: j}
              - {name: b, uses: test.see, with: {v: b}, goto: j}
              - {name: j, goto: __end__}
            edges:
              - {from: s, to: j, when: never}
              - {from: s, parallel: [a, b], max_concurrency: 1}
            """);
    Outcome outcome = GraphRunner.run(graph, engine.request("{}"));
    assertThat(Checkpoint.read(file()).edge()).isEqualTo(1);
    resumed(graph, outcome, "{}");
    assertThat(seen).containsExactly("s", "a", "b");
  }

  /** As it is when a run's time is up just then. */
  @Test
  void isWrittenByAThreadThatIsInterrupted() throws Exception {
    var checkpoint =
        new Checkpoint(
            directory.resolve("w.yaml"), "a", null, null, Map.of("n", 1L), Map.of(), Map.of());
    Path file = directory.resolve("new/c.json");
    Thread.currentThread().interrupt();
    checkpoint.write(file);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(Checkpoint.read(file)).isEqualTo(checkpoint);
    assertThat(directory.resolve("new")).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void isAJsonFileOfAllThatMatters() throws Exception {
    Graph graph = engine.graph(THREE);
    RunRequest request =
        Requests.stopping(
            engine.request("{\"big\": 1e300, \"t\": \"\\u00e9\"}"), Set.of("b"), Set.of());
    request.memory().store("n", "k", List.of(1L), null);
    GraphRunner.run(graph, request);
    assertThat(Files.readString(file()).replace(directory.toString(), "DIR"))
        .isEqualTo(
            """
            {"format":"tea-checkpoint-1","workflow":"DIR/w.yaml","node":"b","edge":null,\
            "stopped_before":"b","visits":{"a":1},"memory":{"n":{"k":{"value":[1]}}},\
            "state":{"big":1.0E300,"t":"é","r":"a"}}\
            """);
    assertThat(directory.resolve("checkpoint.json.part")).doesNotExist();
    RunRequest other = engine.request("{}");
    GraphRunner.resume(graph, Checkpoint.read(file()), other);
    assertThat(other.memory().retrieve("n", "k").orElseThrow()).containsEntry("value", List.of(1L));
  }

  @Test
  void inputOfAResumeIsMergedDeeply() throws Exception {
    Graph graph = engine.graph("nodes: [{name: a, interrupt: before}]");
    Outcome outcome =
        GraphRunner.run(graph, engine.request("{\"m\": {\"a\": {\"x\": 1}, \"l\": [1]}}"));
    assertThat(
            Json.compact(
                resumed(graph, outcome, "{\"m\": {\"a\": {\"y\": 2}, \"l\": [2]}, \"n\": null}")
                    .state()))
        .isEqualTo("{\"m\":{\"a\":{\"x\":1,\"y\":2},\"l\":[2]},\"n\":null}");
  }

  @Test
  void writesACheckpointBeforeEachStepIfAskedTo() throws Exception {
    Path latest = directory.resolve("d/latest.json");
    List<String> nodes = new ArrayList<>();
    engine.with(
        "test.look",
        v -> {
          try {
            nodes.add(Checkpoint.read(latest).node());
          } catch (dev.edgeagent.workflow.WorkflowException e) {
            throw new IllegalStateException(e);
          }
          return v;
        });
    Graph graph = engine.graph(THREE.replace("test.see", "test.look"));
    RunRequest request = Requests.checkpoints(engine.request("{}"), latest);
    GraphRunner.run(graph, request);
    assertThat(nodes).containsExactly("a", "b", "c");
    Outcome again = GraphRunner.resume(graph, Checkpoint.read(latest), engine.request("{}"));
    assertThat(Json.compact(again.state())).isEqualTo("{\"r\":\"c\"}");
    assertThat(nodes).containsExactly("a", "b", "c", "c");
  }

  @Test
  void templatesSeeWhereCheckpointsAre() throws Exception {
    Path latest = directory.resolve("latest.json");
    Graph graph =
        engine.graph(
            "nodes: [{name: a, run: {type: expression, value: '[checkpoint.dir,"
                + " checkpoint.last]'}}]");
    Outcome outcome = GraphRunner.run(graph, Requests.checkpoints(engine.request("{}"), latest));
    assertThat(outcome.state()).containsEntry("result", List.of(directory + "", latest + ""));
  }

  @Test
  void refusesWhatIsNoCheckpointOrOfAnotherWorkflow() throws Exception {
    assertThat(readError("{\"format\": \"tea-checkpoint-1\"}"))
        .startsWith("c.json:1:1: not a checkpoint of tea: it has not the form of one");
    assertThat(readError("{\n  x")).startsWith("c.json:2:3: not a checkpoint of tea: ");
    assertThat(readError("[]"))
        .startsWith("c.json:1:1: not a checkpoint of tea: it has not the form of one");
    Graph graph = engine.graph(THREE);
    for (String step :
        List.of("\"node\":\"ghost\"", "\"node\":\"a\",\"edge\":0", "\"node\":\"a\",\"edge\":-1")) {
      Files.writeString(
          directory.resolve("c.json"),
          "{\"format\":\"tea-checkpoint-1\",\"workflow\":\"/w.yaml\","
              + step
              + ",\"state\":{},\"memory\":{},\"visits\":{}}");
      assertThat(
              engine.error(
                  () ->
                      GraphRunner.resume(
                          graph,
                          Checkpoint.read(directory.resolve("c.json")),
                          engine.request("{}"))))
          .endsWith(
              "which is not in this workflow\n"
                  + "  Fix: resume it with the workflow that it was made with: /w.yaml");
    }
  }

  @Test
  void refusesACheckpointWithPartsOfAnotherShape() throws Exception {
    for (String wrong :
        List.of(
            "\"state\":5,\"memory\":{},\"visits\":{}",
            "\"state\":{},\"memory\":{},\"visits\":{\"a\":\"x\"}",
            "\"state\":{},\"memory\":{},\"visits\":{\"a\":99999999999}",
            "\"state\":{},\"memory\":{},\"visits\":{},\"edge\":99999999999")) {
      Files.writeString(
          directory.resolve("c.json"),
          "{\"format\":\"tea-checkpoint-1\",\"workflow\":\"/w.yaml\",\"node\":\"a\","
              + wrong
              + "}");
      Graph graph = engine.graph(THREE);
      assertThat(
              engine.error(
                  () ->
                      GraphRunner.resume(
                          graph,
                          Checkpoint.read(directory.resolve("c.json")),
                          engine.request("{}"))))
          .as(wrong)
          .startsWith("the checkpoint c.json cannot be read: ");
    }
  }

  @Test
  void refusesAMemoryOfAnotherShape() throws Exception {
    Files.writeString(
        directory.resolve("c.json"),
        """
        {"format":"tea-checkpoint-1","workflow":"/w.yaml","node":"a","state":{},"memory":{"n":5},"visits":{}}
        """);
    Graph graph = engine.graph(THREE);
    assertThat(
            engine.error(
                () ->
                    GraphRunner.resume(
                        graph, Checkpoint.read(directory.resolve("c.json")), engine.request("{}"))))
        .startsWith("the checkpoint's memory cannot be restored: the namespace 'n' is not a map\n");
  }

  @Test
  void saysThatAStateCannotBeWritten() throws Exception {
    Graph graph =
        engine.graph(
            "nodes: [{name: a, run: {type: expression, value: '1e308 * 10'}, interrupt: after}]");
    assertThat(engine.error(() -> GraphRunner.run(graph, engine.request("{}"))))
        .isEqualTo(
            "the state cannot be written as JSON: Infinity is not a number in JSON\n"
                + "  Fix: leave such values out of the state");
  }

  private String readError(String text) throws Exception {
    Path file = Files.writeString(directory.resolve("c.json"), text);
    return engine.error(() -> Checkpoint.read(file));
  }

  private Outcome resumed(Graph graph, Outcome outcome, String input) throws Exception {
    return GraphRunner.resume(
        graph,
        Checkpoint.read(((Outcome.Interrupted) outcome).checkpoint()),
        engine.request(input));
  }

  private Path file() {
    return directory.resolve("checkpoint.json");
  }

  private static Map<String, Object> state(Outcome outcome) {
    return outcome.state();
  }
}
