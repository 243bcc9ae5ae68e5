package dev.edgeagent.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workflows laid over workflows, and warnings that become errors. */
class OverlayTest {

  private static final String BASE =
      """
      name: base
      settings: {llm: {model: a, n_ctx: 5}, max_iterations: 3}
      variables: &v {x: 1}
      data: *v
      nodes:
        - {name: a}
      """;

  @TempDir Path directory;
  private final Problems problems = new Problems();

  @Test
  void mergesMapsAndReplacesEverythingElse() throws Exception {
    Workflow workflow =
        read(
            BASE,
            "settings: {llm: {model: b}}\ninitial_state: {nodes: [3]}",
            "name: second",
            "initial_state: {nodes: [4]}");
    problems.throwIfAny();
    assertThat(workflow.name()).isEqualTo("second");
    assertThat(workflow.settings().llm()).isEqualTo(Map.of("model", "b", "n_ctx", 5L));
    assertThat(workflow.settings().maxIterations()).isEqualTo(3);
    assertThat(workflow.initialState()).isEqualTo(Map.of("nodes", List.of(4L)));
  }

  @Test
  void mergesNodesOfOneNameAndAddsTheOthers() throws Exception {
    Workflow workflow =
        read(
            """
            nodes:
              - {name: a, uses: json.stringify, with: {data: 1, indent: 2}, output: x}
              - {name: b}
              - {name: c}
            """,
            """
            nodes:
              - {name: a, with: {data: 5}}
              - {name: b, __delete__: true}
              - {name: ghost, __delete__: true}
              - {name: d}
            """,
            "nodes: [{name: d, output: y, uses: json.parse, with: {text: z}}]");
    problems.throwIfAny();
    assertThat(workflow.nodes()).extracting(Node::name).containsExactly("a", "c", "d");
    var call = (Body.Call) workflow.nodes().getFirst().body();
    assertThat(call.params()).isEqualTo(Map.of("data", 5L, "indent", 2L));
    assertThat(call.output()).isEqualTo(new Body.Output.Whole("x"));
    assertThat(((Body.Call) workflow.nodes().getLast().body()).action()).isEqualTo("json.parse");
  }

  @Test
  void mergesEdgesAndGotoRulesThatLeadTheSameWay() throws Exception {
    Workflow workflow =
        read(
            """
            nodes:
              - {name: a, goto: [{if: state.x, to: b}, {to: c}]}
              - {name: b}
              - {name: c}
            edges:
              - {from: b, to: c, when: state.y}
              - {from: b, to: a}
            """,
            """
            nodes: [{name: a, goto: [{if: state.z, to: b}]}]
            edges: [{from: b, to: c, when: state.w}, {from: b, to: a, __delete__: true}, {from: c, to: __end__}]
            """);
    problems.throwIfAny();
    assertThat(workflow.nodes().getFirst().gotos())
        .extracting(Node.Goto::condition, Node.Goto::to)
        .containsExactly(tuple("state.z", "b"), tuple(null, "c"));
    assertThat(workflow.edges())
        .extracting(edge -> edge.from() + ">" + ((Edge.Single) edge).to())
        .containsExactly("b>c", "c>__end__");
    assertThat(((Edge.Single) workflow.edges().getFirst()).when())
        .extracting(Edge.Condition::expression)
        .isEqualTo("state.w");
  }

  @Test
  void theLastOneWins() throws Exception {
    assertThat(read(BASE, "name: x", "name: y", "description: z").name()).isEqualTo("y");
  }

  @Test
  void mergingIntoAnAliasLeavesItsAnchorAsItWas() throws Exception {
    Workflow workflow = read(BASE, "data: {y: 2}");
    assertThat(workflow.data()).isEqualTo(Map.of("x", 1L, "y", 2L));
    assertThat(workflow.variables()).isEqualTo(Map.of("x", 1L));
  }

  @Test
  void errorsHaveThePlaceInTheFileTheyAreIn() throws Exception {
    read(
        BASE.replace("max_iterations: 3", "max_iterations: x"),
        "name: o\nnodes:\n  - {name: b, goto: [5]}",
        "edges: 7");
    assertThat(errors())
        .containsExactly(
            "0.yaml:3:22: a goto rule must be a map of keys and values, got '5'",
            "1.yaml:1:8: 'edges' of the workflow must be a list, got '7'",
            "w.yaml:2:55: 'max_iterations' of settings must be a whole number from 1, got 'x'");
  }

  @Test
  void aKeyThatIsMissingInAMergedMapIsSaidOfTheBase() throws Exception {
    read("nodes: [{name: a, retry: {max_retries: 1}}]", "settings: {max_iteration: 1}");
    assertThat(problems.warnings())
        .extracting(w -> w.toString().replace(directory + "/", ""))
        .containsExactly(
            "0.yaml:1:12: warning: unknown key 'max_iteration' of settings is ignored; did you mean"
                + " 'max_iterations'?");
  }

  @Test
  void anOverlayMustBeAWorkflowToo() throws Exception {
    assertThat(read(BASE, "- a")).isNull();
    assertThat(errors())
        .containsExactly("0.yaml:1:1: the workflow must be a map of keys and values, got a list");
  }

  @Test
  void strictMakesEveryWarningAnErrorInTheOrderOfTheFile() throws Exception {
    read("nodse: 1\nnodes: [{name: a, nmae: 2, goto: {}}]\nimports: []");
    problems.becomeErrors(true);
    assertThat(errors())
        .containsExactly(
            "w.yaml:1:1: unknown key 'nodse' of the workflow is ignored",
            "w.yaml:2:19: unknown key 'nmae' of node 'a' is ignored",
            "w.yaml:2:34: 'goto' of node 'a' must be a list, got a map",
            "w.yaml:3:1: 'imports' is not supported and ignored");
    assertThat(problems.warnings()).isEmpty();
  }

  @Test
  void validateMakesOnlyMistakesErrors() throws Exception {
    read("nodse: 1\nnodes: [{name: a}]");
    problems.mistake(new Position("w.yaml", 9, 9), "a mistake", "mend it");
    problems.becomeErrors(false);
    assertThat(errors()).containsExactly("w.yaml:9:9: a mistake");
    assertThat(problems.warnings()).hasSize(1);
  }

  private List<String> errors() {
    return problems.errors().stream()
        .map(e -> e.position().toString().replace(directory + "/", "") + ": " + e.what())
        .toList();
  }

  private Workflow read(String base, String... overlays) throws Exception {
    List<Path> files = new ArrayList<>();
    for (String overlay : overlays) {
      files.add(Files.writeString(directory.resolve(files.size() + ".yaml"), overlay));
    }
    return WorkflowReader.read(
        Files.writeString(directory.resolve("w.yaml"), base), files, problems);
  }
}
