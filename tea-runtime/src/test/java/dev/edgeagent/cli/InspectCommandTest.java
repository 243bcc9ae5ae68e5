package dev.edgeagent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.edgeagent.action.builtin.BuiltInActions;
import dev.edgeagent.json.Json;
import dev.edgeagent.workflow.WorkflowException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InspectCommandTest {

  @TempDir Path directory;

  static Stream<Arguments> goldens() {
    return Stream.of("every", "names")
        .flatMap(name -> Commands.FORMATS.stream().map(f -> Arguments.of(name, f)));
  }

  /** {@code NAME.yaml} and the golden {@code NAME.FORMAT} stand among this test's resources. */
  @ParameterizedTest
  @MethodSource("goldens")
  void drawsEveryFeatureAndEveryName(String name, String format) throws Exception {
    assertThat(inspect(resource(name + ".yaml"), format))
        .isEqualTo(Files.readString(resource(name + "." + format)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"every", "names"})
  void isUnderstoodByGraphviz(String name) throws Exception {
    Process dot;
    try {
      dot =
          new ProcessBuilder("dot", "-Tplain")
              .redirectInput(resource(name + ".dot").toFile())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      abort("no Graphviz here: " + e.getMessage());
      return;
    }
    String plain = new String(dot.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(dot.waitFor()).as(plain).isZero();
    assertThat(plain).startsWith("graph ").endsWith("stop\n");
  }

  @Test
  void laysOverlaysOverTheWorkflow() throws Exception {
    Path file = write("w.yaml", "name: below\nnodes: [{name: a}]");
    Path overlay = write("o.yaml", "name: above");

    assertThat(inspect(file, List.of(overlay), "text"))
        .isEqualTo(
            """
            Workflow: above

            Start:
              -> a

            Nodes (1):
              a
                -> __end__
            """);
  }

  @Test
  void tellsAllThatIsWrong() throws Exception {
    Path file = write("w.yaml", "nodes: [{name: a, goto: b}, {name: c, uses: json.pars}]");

    WorkflowException e = catchThrowableOfType(WorkflowException.class, () -> inspect(file, "dot"));

    assertThat(e.all())
        .extracting(WorkflowException::getMessage)
        .containsExactly(
            file
                + ":1:25: node 'a' has a goto to 'b', which is not a node\n"
                + "  Fix: did you mean 'a'?",
            file + ":1:45: unknown action 'json.pars'\n  Fix: did you mean 'json.parse'?");
  }

  @Test
  void saysWhatCannotBeWrittenAsJson() throws Exception {
    Path file = write("w.yaml", "initial_state: {x: .nan}\nnodes: [{name: a}]");

    assertThat(catchThrowableOfType(WorkflowException.class, () -> inspect(file, "json")))
        .hasMessage(
            "workflow "
                + file
                + " cannot be written as JSON: NaN is not a number in JSON\n"
                + "  Fix: leave such values out of it, or use another --format");
    assertThat(inspect(file, "text")).contains("  x: NaN\n");
  }

  @Test
  @SuppressWarnings("unchecked")
  void givesJsonTheNamesAsTheyAre() throws Exception {
    var json = (Map<String, Object>) Json.parse(inspect(resource("names.yaml"), "json"));

    assertThat((List<Map<String, Object>>) Objects.requireNonNull(json).get("nodes"))
        .extracting(node -> node.get("name"))
        .contains("two\nlines", "a\\nb\\", "say \"hi\"", "tab\tand\u0001");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private static Path resource(String name) throws Exception {
    return Path.of(
        Objects.requireNonNull(InspectCommandTest.class.getResource(name), name).toURI());
  }

  private static String inspect(Path file, String format) throws Exception {
    return inspect(file, List.of(), format);
  }

  private static String inspect(Path file, List<Path> overlays, String format) throws Exception {
    var out = new ByteArrayOutputStream();
    var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    assertThat(InspectCommand.run(file, overlays, format, BuiltInActions.registry(), stream))
        .isZero();
    return out.toString(StandardCharsets.UTF_8);
  }
}
