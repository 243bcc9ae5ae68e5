package dev.edgeagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgeagent.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventStreamTest {

  private static final String TIMESTAMP = "\"timestamp\":\"[^\"]+Z\"";

  @TempDir Path directory;

  @Test
  void tellsWhatHappensAsItHappens() throws IOException {
    InProcess tea = new InProcess(directory);
    String file =
        workflow(
            """
            name: told
            nodes:
              - {name: one, uses: json.parse, with: {text: '1'}, output: {a: "{{ result.data }}"}}
              - {name: two, uses: json.parse, with: {text: '2'}, output: {b: "{{ result.data }}"}}
            """);
    assertThat(tea.run("run", "--stream", file)).isZero();
    assertThat(tea.out().replaceAll(TIMESTAMP, "T"))
        .isEqualTo(
            """
            {"type":"start",T,"workflow":"told"}
            {"type":"node_start",T,"node":"one"}
            {"type":"node_complete",T,"node":"one","state":{"a":1}}
            {"type":"node_start",T,"node":"two"}
            {"type":"node_complete",T,"node":"two","state":{"a":1,"b":2}}
            {"type":"complete",T,"state":{"a":1,"b":2}}
            """);
    assertThat(tea.err()).isEmpty();
  }

  @Test
  void tellsFailures() throws IOException {
    InProcess tea = new InProcess(directory);
    String file = workflow("nodes: [{name: bad, uses: json.parse}]");
    assertThat(tea.run("run", "-sq", file)).isEqualTo(Main.FAILED);
    assertThat(tea.out().replaceAll(TIMESTAMP, "T"))
        .isEqualTo(
            """
            {"type":"start",T,"workflow":"w.yaml"}
            {"type":"node_start",T,"node":"bad"}
            {"type":"node_failed",T,"node":"bad","error":"json.parse: parameter 'text' is missing","handled":false}
            {"type":"error",T,"node":"bad","error":"%s:1:27: node 'bad': json.parse: parameter 'text' is missing","fix":"give 'text: ...' under 'with:'"}
            """
                .formatted(file));
    assertThat(tea.err()).startsWith(file + ":1:27: node 'bad'");

    assertThat(tea.run("run", "-s", workflow("nodes: [{name: a, uses: x}, {name: b, uses: y}]")))
        .isEqualTo(Main.FAILED);
    assertThat(tea.out().lines()).hasSize(2).allMatch(line -> line.contains("\"type\":\"error\""));
  }

  @Test
  void tellsAnInterruptAndWhereToGoOn() throws IOException {
    InProcess tea = new InProcess(directory);
    String file = workflow("initial_state: {a: 1}\nnodes: [{name: x, interrupt: before}]");
    assertThat(tea.run("run", "-s", file)).isEqualTo(Main.INTERRUPTED);
    assertThat(tea.out().replaceAll(TIMESTAMP, "T"))
        .matches(
            "\\{\"type\":\"start\",T,\"workflow\":\"w.yaml\"}\n"
                + "\\{\"type\":\"interrupt\",T,\"node\":\"x\",\"state\":\\{\"a\":1},"
                + "\"checkpoint\":\"/.*\\.checkpoint\\.json\"}\n");
  }

  @Test
  void neverMixesTheLinesOfBranches() throws Exception {
    InProcess tea = new InProcess(directory);
    String file =
        workflow(
            """
            nodes:
              - name: fan
                parallel_each: "{{ range(200) | list }}"
                uses: json.parse
                with: {text: "{{ state.item }}"}
                fan_in: done
              - {name: done}
            """);
    assertThat(tea.run("run", "-s", file)).as(tea.err()).isZero();
    List<String> lines = tea.out().lines().toList();
    assertThat(lines).hasSize(204);
    for (String line : lines) {
      assertThat(Json.parse(line)).isInstanceOf(Map.class);
    }
    assertThat(
            lines.stream().filter(line -> line.contains("\"node\":\"fan\",\"branch\":\"fan[7]\"")))
        .singleElement()
        .asString()
        .contains("\"type\":\"branch_complete\"")
        .contains("\"success\":true");
  }

  @Test
  void isSilentAfterTheEndOfTheProcessBegan() {
    var bytes = new ByteArrayOutputStream();
    InstantSource clock = InstantSource.fixed(Instant.EPOCH);
    var events =
        new EventStream(new PrintStream(bytes, false, StandardCharsets.UTF_8), clock, () -> {});
    Map<String, Object> state = new LinkedHashMap<>(Map.of("x", Double.NaN));
    events.nodeCompleted("a", state, Duration.ZERO);
    events.runAborted("tea resume x");
    events.nodeStarted("b");
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {"type":"node_complete",T,"node":"a","state":null,"state_error":"NaN is not a number in JSON"}
            {"type":"error",T,"error":"interrupted","fix":"continue with: tea resume x"}
            """
                .replace("T,", "\"timestamp\":\"1970-01-01T00:00:00Z\","));
  }

  private String workflow(String text) throws IOException {
    return Files.writeString(directory.resolve("w.yaml"), text).toString();
  }
}
