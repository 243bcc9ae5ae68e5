package dev.edgeagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgeagent.action.builtin.BuiltInActions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {

  @TempDir Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void countsWhatACorrectWorkflowHas() throws IOException {
    Path file =
        write(
            "w.yaml",
            """
            nodes: [{name: a}, {name: b}, {name: c}]
            edges:
              - {from: a, to: b, type: parallel, fan_in: c}
              - {from: a, to: c, type: parallel, fan_in: c}
              - {from: b, to: c}
            """);
    Path one = write("one.yaml", "nodes: [{name: a}]");

    assertThat(validate(List.of(file, one))).isZero();
    assertThat(out())
        .isEqualTo("OK: " + file + " (3 nodes, 3 edges)\nOK: " + one + " (1 node, 0 edges)\n");
    assertThat(err()).isEmpty();
  }

  @Test
  void tellsAllErrorsOfEachFileInItsOrder() throws IOException {
    Path bad =
        write(
            "bad.yaml",
            """
            nodes:
              - name: a
                uses: json.pars
                with: {text: "{{ state. }}"}
                goto: nowhere
              - name: b
                usess: json.parse
                fallback: gone
              - name: b
            edges:
              - {from: b, to: c}
            """);
    Path good = write("good.yaml", "nodes: [{name: a}]");
    Path none = directory.resolve("none.yaml");

    assertThat(validate(List.of(bad, good, none))).isEqualTo(Main.FAILED);
    assertThat(out()).isEqualTo("OK: " + good + " (1 node, 0 edges)\n");
    assertThat(err())
        .isEqualTo(
            """
            bad.yaml:7:5: warning: unknown key 'usess' of node 'b' is ignored; did you mean 'uses'?
            bad.yaml:3:11: unknown action 'json.pars'
              Fix: did you mean 'json.parse'?
            bad.yaml:4:18: node 'a': 'text': template error: line 1, column 11: expected name or number after the dot
              Fix: use ['...'] for other keys
            bad.yaml:5:11: node 'a' has a goto to 'nowhere', which is not a node
              Fix: use one of: a, b
            bad.yaml:8:15: node 'b' falls back to 'gone', which is not a node
              Fix: use one of: a, b
            bad.yaml:9:5: there is another node 'b'
              Fix: give each node a name of its own
            bad.yaml:11:5: an edge leads to 'c', which is not a node
              Fix: did you mean 'a'?
            FAIL: bad.yaml (6 errors, 1 warning)
            tea: workflow none.yaml: no such file
              Fix: give the path of a workflow in YAML: tea run FILE.yaml
            FAIL: none.yaml (1 error)
            """
                .replace("bad.yaml", bad.toString())
                .replace("none.yaml", none.toString()));
  }

  @Test
  void countsUnreachableNodesAndUnknownActionsAsErrors() throws IOException {
    Path file =
        write(
            "w.yaml",
            """
            nodes:
              - {name: a, uses: json.pars, on_error: {mode: graceful}, goto: __end__}
              - {name: b}
            """);

    assertThat(validate(List.of(file))).isEqualTo(Main.FAILED);
    assertThat(out()).isEmpty();
    assertThat(err())
        .isEqualTo(
            """
            w.yaml:2:21: unknown action 'json.pars'
              Fix: did you mean 'json.parse'?
            w.yaml:3:5: node 'b' is unreachable: no edge, goto or order leads to it
              Fix: lead to it, or remove it
            FAIL: w.yaml (2 errors)
            """
                .replace("w.yaml", file.toString()));
  }

  @Test
  void warnsAndWithStrictFails() throws IOException {
    Path file = write("w.yaml", "nodes: [{name: a, colour: red}]");

    assertThat(validate(List.of(file))).isZero();
    assertThat(out()).isEqualTo("OK: " + file + " (1 node, 0 edges)\n");
    assertThat(err())
        .isEqualTo(file + ":1:19: warning: unknown key 'colour' of node 'a' is ignored\n");
    out.reset();
    err.reset();

    assertThat(validate(List.of(file), List.of(), true, false)).isEqualTo(Main.FAILED);
    assertThat(out()).isEmpty();
    assertThat(err())
        .isEqualTo(
            file
                + ":1:19: unknown key 'colour' of node 'a' is ignored\n"
                + "  Fix: remove it, or leave out --strict\n"
                + "FAIL: "
                + file
                + " (1 error)\n");
  }

  @Test
  void validatesWithOverlays() throws IOException {
    Path file = write("w.yaml", "nodes: [{name: a}]");
    Path overlay = write("o.yaml", "nodes: [{name: a, goto: b}]");

    assertThat(validate(List.of(file), List.of(overlay), false, false)).isEqualTo(Main.FAILED);
    assertThat(err())
        .isEqualTo(
            overlay
                + ":1:25: node 'a' has a goto to 'b', which is not a node\n"
                + "  Fix: did you mean 'a'?\nFAIL: "
                + file
                + " (1 error)\n");
  }

  @Test
  void tellsInDetailWhatAWorkflowDoesAndRunsNothing() throws IOException {
    Path file =
        write(
            "w.yaml",
            """
            name: detail
            description: Shows all.
            initial_state: {text: "{}"}
            nodes:
              - name: a
                uses: json.parse
                with: {text: "{{ state.text }}"}
                output: parsed
              - name: b
                uses: json.stringify
                with: {data: "{{ state.nothing.at.all }}"}
              - name: c
                parallel_each: [1, 2]
                uses: json.parse
                fan_in: a
                with: {text: "{{ state.item }}"}
                output: only_in_the_branch
            edges:
              - {from: a, to: c, when: state.parsed.success}
              - {from: a, to: b}
            """);

    assertThat(validate(List.of(file), List.of(), false, true)).as(err()).isZero();
    assertThat(out())
        .isEqualTo(
            """
            OK: w.yaml (3 nodes, 2 edges)
              Workflow: detail
              Description: Shows all.

              Initial state:
                text: "{}"

              Start:
                -> a

              Nodes (3):
                a: json.parse
                  -> c  [when: state.parsed.success]
                  -> b  [else]
                b: json.stringify
                  -> c
                c: for each item of [1, 2] (fan-in: a)
                  | c[i]: json.parse
                  -> __end__

              Actions: json.parse (2), json.stringify
              State keys set by name: parallel_results, parsed
            """
                .replace("w.yaml", file.toString()));
    assertThat(directory).isDirectoryNotContaining(path -> !path.equals(file));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private int validate(List<Path> files) {
    return validate(files, List.of(), false, false);
  }

  private int validate(List<Path> files, List<Path> overlays, boolean strict, boolean detailed) {
    return ValidateCommand.run(
        files,
        overlays,
        strict,
        detailed,
        BuiltInActions.registry(),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
