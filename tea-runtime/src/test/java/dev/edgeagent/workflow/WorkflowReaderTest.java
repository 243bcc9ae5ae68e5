package dev.edgeagent.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WorkflowReaderTest {

  @TempDir Path directory;

  @Test
  void readsBothDialects() throws Exception {
    Workflow workflow =
        read(
            """
            name: both
            nodes:
              - name: a
                uses: llm.chat
                with: {prompt: hi}
                output: answer
              - name: b
                uses: json.parse
                with: {text: "{}"}
              - name: c
                action: llm.chat
                params: {prompt: hi}
                outputs: {text: "{{ action_result.content }}"}
              - name: d
                action: llm.chat
                params: {prompt: hi}
              - name: e
            """);

    assertThat(workflow.name()).isEqualTo("both");
    assertThat(workflow.nodes().stream().map(Node::body).map(WorkflowReaderTest::output))
        .containsExactly(
            new Body.Output.Whole("answer"),
            new Body.Output.Merge(),
            new Body.Output.Mapped(Map.of("text", "{{ action_result.content }}")),
            new Body.Output.Main("d"),
            null);
  }

  @Test
  void readsEveryFormOfEdgeAndGoto() throws Exception {
    Workflow workflow =
        read(
            """
            nodes:
              - name: a
                goto: b
              - name: b
                goto:
                  - {if: state.x, to: a}
                  - {to: __end__}
            edges:
              - {from: __start__, to: a}
              - {type: entry, to: a}
              - {from: b, type: finish}
              - {from: a, to: b, when: x}
              - {from: a, to: b, condition: state.y}
              - {from: a, to: b, condition: {type: expression, value: state.z}, when: false}
            """);

    assertThat(workflow.edges().stream().map(Edge.Single.class::cast))
        .extracting(Edge.Single::from, Edge.Single::to, Edge.Single::when)
        .containsExactly(
            tuple("__start__", "a", null),
            tuple("__start__", "a", null),
            tuple("b", "__end__", null),
            tuple("a", "b", new Edge.Condition("x", true)),
            tuple("a", "b", new Edge.Condition("state.y", true)),
            tuple("a", "b", new Edge.Condition("state.z", false)));
    assertThat(workflow.nodes().get(1).gotos())
        .extracting(Node.Goto::condition, Node.Goto::to)
        .containsExactly(tuple("state.x", "a"), tuple(null, "__end__"));
  }

  @Test
  void readsYaml11Values() throws Exception {
    Workflow workflow =
        read(
            """
            initial_state:
              enabled: no
              big: 123456789012345678901234567890
              int: 42
              float: 1.5
              date: 2026-11-20
              nothing:
              base: &base {a: 1}
              merged: {<<: *base, b: 2}
              1: one
            nodes: [{name: a}]
            """);

    assertThat(workflow.initialState())
        .containsEntry("enabled", false)
        .containsEntry("int", 42L)
        .containsEntry("float", 1.5)
        .containsEntry("date", "2026-11-20")
        .containsEntry("nothing", null)
        .containsEntry("merged", Map.of("a", 1L, "b", 2L))
        .containsEntry("1", "one")
        .containsEntry("big", new java.math.BigInteger("123456789012345678901234567890"));
  }

  @Test
  void warnsOfKeysThatDoNothingInThisKindOfNode() throws Exception {
    Path file = directory.resolve("w.yaml");
    Files.writeString(
        file,
        """
        nodes:
          - name: forgot_the_type
            items: [1, 2]
            uses: notify
            with: {channel: a, message: b}
          - name: steps
            steps: [{run: return 1, with: {a: 1}}]
            output: x
            condition: state.x
          - name: fan
            parallel_each: [1]
            run: return {}
            max_workers: 1
            fail_fast: true
            fan_in: forgot_the_type
        """);
    var problems = new Problems();
    WorkflowReader.read(file, List.of(), problems);

    assertThat(problems.errors()).isEmpty();
    assertThat(problems.warnings().stream().map(w -> w.toString().replace(directory + "/", "")))
        .containsExactly(
            "w.yaml:3:5: warning: 'items' has no effect in node 'forgot_the_type': it belongs to"
                + " 'type: dynamic_parallel'; remove it, or say what it is meant for",
            "w.yaml:7:29: warning: 'with' has no effect in step 'steps.steps[0]': it belongs to"
                + " 'uses'; remove it, or say what it is meant for",
            "w.yaml:8:5: warning: 'output' has no effect in node 'steps': it belongs to"
                + " 'uses' or 'run'; remove it, or say what it is meant for",
            "w.yaml:9:5: warning: 'condition' has no effect in node 'steps': it belongs to"
                + " 'type: while_loop'; remove it, or say what it is meant for");
    assertThat(problems.warnings()).allMatch(Problems.Warning::mistake);
  }

  @Test
  void anExpressionGoesToOneKey() throws Exception {
    String workflow =
        """
        nodes:
          - name: a
            run: {type: expression, value: "1"}
            outputs: %s
        """;

    assertThat(read(workflow.formatted("key")).nodes().getFirst().body())
        .isInstanceOfSatisfying(
            Body.Expression.class, expression -> assertThat(expression.key()).isEqualTo("key"));
    assertThat(error(workflow.formatted("{x: 1}")))
        .isEqualTo(
            """
            w.yaml:4:14: an expression has one value: 'outputs' of node 'a' must be one key
              Fix: write 'outputs: KEY'\
            """);
  }

  @Test
  void warnsOfUnknownKeysWithTheNearestOne() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("w.yaml"),
            """
            nmae: x
            nodes:
              - name: a
                useless: 1
                uses: llm.chat
            settings: {llm: {modell: x}, firestore: {}}
            """);
    var problems = new Problems();
    WorkflowReader.read(file, List.of(), problems);

    assertThat(problems.errors()).isEmpty();
    assertThat(problems.warnings().stream().map(w -> w.toString().replace(directory + "/", "")))
        .containsExactly(
            "w.yaml:1:1: warning: unknown key 'nmae' of the workflow is ignored; did you mean"
                + " 'name'?",
            "w.yaml:4:5: warning: unknown key 'useless' of node 'a' is ignored",
            "w.yaml:6:18: warning: unknown key 'modell' of llm is ignored; did you mean 'model'?",
            "w.yaml:6:30: warning: settings.firestore is not supported and ignored");
  }

  static List<List<String>> mistakes() {
    return List.of(
        List.of(
            "nodes: [",
            """
            w.yaml:1:9: not valid YAML: expected the node content, but found '<stream end>' while parsing a flow node
              Fix: check the indentation, quotes and brackets there and in the line before\
            """),
        List.of(
            "",
            """
            w.yaml:1:1: the workflow is empty
              Fix: give it at least 'nodes:' with one node\
            """),
        List.of(
            "just text",
            """
            w.yaml:1:1: the workflow must be a map of keys and values, got 'just text'
              Fix: write it as 'key: value' lines\
            """),
        List.of(
            "name: x",
            """
            w.yaml:1:1: the workflow has no nodes
              Fix: add a list 'nodes:' with at least one node\
            """),
        List.of(
            "nodes: {a: 1}",
            """
            w.yaml:1:8: 'nodes' of the workflow must be a list, got a map
              Fix: write it as a list\
            """),
        List.of(
            "nodes:\n  - uses: x",
            """
            w.yaml:2:5: a node has no 'name'
              Fix: give the node a name: 'name: ask'\
            """),
        List.of(
            "nodes:\n  - name: a\n    uses: x\n    action: y",
            """
            w.yaml:4:5: node 'a' says twice what it does: 'uses' and 'action'
              Fix: keep one of them; a list of 'steps' does several things\
            """),
        List.of(
            "nodes:\n  - name: a\n    with: {x: 1}",
            """
            w.yaml:3:5: node 'a' has 'with' but no action
              Fix: say what runs: 'uses: llm.chat'\
            """),
        List.of(
            "nodes:\n  - name: a\n    name: b",
            """
            w.yaml:3:5: the key 'name' is there twice
              Fix: keep one of them\
            """),
        List.of(
            "nodes: [{name: a}]\nedges:\n  - {from: a}",
            """
            w.yaml:3:5: an edge has no 'to'
              Fix: name the node that the edge leads to: 'to: NODE'\
            """),
        List.of(
            "settings: {max_iterations: many}\nnodes: [{name: a}]",
            """
            w.yaml:1:28: 'max_iterations' of settings must be a whole number from 1, got 'many'
              Fix: write it as a whole number from 1\
            """),
        List.of(
            "initial_state: {n: !!int abc}\nnodes: [{name: a}]",
            """
            w.yaml:1:16: a value cannot be read: For input string: "abc"
              Fix: correct it, or put it into quotes to make it text\
            """),
        List.of(
            "nodes: &n [{name: a, with: *n}]",
            """
            w.yaml:1:8: an alias refers to a value that contains it
              Fix: write the value out\
            """));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void saysWhereAndWhatAndHowToMend(List<String> mistake) {
    assertThat(error(mistake.get(0))).isEqualTo(mistake.get(1));
  }

  @Test
  void refusesAliasesThatGrowWithoutEnd() {
    var bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 10; i++) {
      bomb.append("a%d: &a%d [".formatted(i, i))
          .append("*a%d,".formatted(i - 1).repeat(10))
          .append("]\n");
    }
    assertThat(error(bomb + "nodes: [{name: a}]"))
        .contains("aliases make this document larger than 1000000 values");
  }

  @Test
  void refusesNestingWithoutEnd() {
    assertThat(error("a: " + "[".repeat(100_000))).contains("Nesting Depth exceeded");
  }

  @Test
  void refusesBytesThatAreNotUtf8() throws Exception {
    Path file =
        Files.write(directory.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xe9});
    WorkflowException e =
        catchThrowableOfType(WorkflowException.class, () -> WorkflowReader.read(file));
    assertThat(e).hasMessage(file + ":1:1: not UTF-8 text\n  Fix: save the workflow as UTF-8");
  }

  @Test
  void saysWhichFileIsMissing() {
    Path file = directory.resolve("none.yaml");
    WorkflowException e =
        catchThrowableOfType(WorkflowException.class, () -> WorkflowReader.read(file));
    assertThat(e)
        .hasMessage(
            "workflow "
                + file
                + ": no such file\n  Fix: give the path of a workflow in YAML: tea run FILE.yaml");
  }

  private static Body.Output output(Body body) {
    return body instanceof Body.Call call ? call.output() : null;
  }

  private static org.assertj.core.groups.Tuple tuple(Object... values) {
    return org.assertj.core.api.Assertions.tuple(values);
  }

  private String error(String text) {
    WorkflowException e = catchThrowableOfType(WorkflowException.class, () -> read(text));
    return String.valueOf(e.getMessage()).replace(directory + "/", "");
  }

  private Workflow read(String text) throws WorkflowException, IOException {
    return WorkflowReader.read(Files.writeString(directory.resolve("w.yaml"), text));
  }
}
