package dev.edgeagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgeagent.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is left when a run is ended from outside, with real processes. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs the signals of POSIX")
@Timeout(300)
class AbortTest {

  /** Its second node fails, and would be tried again ten minutes later. */
  private static final String STUCK =
      """
      name: stuck
      nodes:
        - {name: one, uses: json.parse, with: {text: '1'}, output: {a: "{{ result.data }}"}}
        - name: two
          run: |
            if not state.missing then error("missing") end
            return {data = tonumber(state.missing), success = true}
          retry: {max_retries: 1, base_delay_ms: 600000, max_delay_ms: 600000}
      """;

  private static final int ROUNDS = 60;

  private static final String GO = "{\"go\": \"1\"}";

  /**
   * Every step leaves a trace in the state. The last one waits for a key that only the resumed run
   * has, so that no run ends before it is killed.
   */
  private static final String LONG =
      """
      name: long
      initial_state: {n: 0, log: []}
      nodes:
        - name: add
          uses: json.parse
          with: {text: "{{ state.n + 1 }}"}
          output: {n: "{{ result.data }}", log: "{{ state.log + ['add' ~ state.n] }}"}
        - name: fan
          parallel_each: [1, 2]
          uses: json.parse
          with: {text: "{{ state.item * state.n }}"}
          fan_in: sum
        - name: sum
          uses: json.parse
          with: {text: "{{ state.parallel_results | map(attribute='state.result.data') | sum }}"}
          output: {log: "{{ state.log + [result.data] }}", parallel_results: []}
          goto: [{if: "state.n < %d", to: add}, {to: last}]
        - name: last
          run: |
            if not state.go then error("not yet") end
            return {data = 1}
          retry: {max_retries: 1, base_delay_ms: 600000, max_delay_ms: 600000}
      """
          .formatted(ROUNDS);

  @TempDir Path directory;

  @Test
  void endsWith130OnCtrlC() throws Exception {
    String file = workflow(STUCK);
    try (var tea = TeaProcess.start(directory, "run", file, "-q", "--stream", "-o", "out.json")) {
      tea.awaitLine("\"node_start\"");
      tea.awaitLine("\"node_start\"");
      tea.signal("INT");
      assertThat(tea.await()).isEqualTo(130);
      assertThat(tea.rest())
          .matches(
              "\\{\"type\":\"error\",\"timestamp\":\"[^\"]+\",\"error\":\"interrupted\","
                  + "\"fix\":\"run it again\"}\n");
      assertThat(tea.err()).isEqualTo("interrupted\n");
    }
    assertThat(names()).isEqualTo(List.of("w.yaml"));
  }

  @Test
  void saysHowToResumeAfterCtrlC() throws Exception {
    String file = workflow(STUCK);
    Path checkpoint;
    try (var tea = TeaProcess.start(directory, "run", file, "-s", "-c", "cps")) {
      tea.awaitLine("\"node_complete\"");
      tea.awaitLine("\"node_start\"");
      tea.signal("TERM");
      assertThat(tea.await()).isEqualTo(143);
      checkpoint = onlyFile(directory.resolve("cps"));
      assertThat(tea.err())
          .contains("checkpoint: " + checkpoint + "\n")
          .endsWith("interrupted\n  continue with: tea resume " + checkpoint + "\n");
    }
    var tea = new InProcess(directory);
    assertThat(tea.run("resume", checkpoint.toString(), "-q", "-i", "{\"missing\": \"2\"}"))
        .as(tea.err())
        .isZero();
    assertThat(tea.out())
        .isEqualTo(
            """
            {
              "a": 1,
              "missing": "2",
              "data": 2,
              "success": true
            }
            """);
  }

  @Test
  void endsTheProgramsOfABranchThatASignalInterrupts() throws Exception {
    String file =
        workflow(
            """
            nodes:
              - name: fan
                parallel_each: [1, 2]
                uses: shell.run
                with: {command: "echo $$ > part{{ state.item }}; mv part{{ state.item }} pid{{ state.item }}; sleep 600; true"}
                fan_in: last
              - {name: last}
            """);
    try (var tea = TeaProcess.start(directory, "run", file, "-s", "--allow-shell")) {
      List<Path> shells = List.of(awaitProcess("pid1"), awaitProcess("pid2"));
      tea.signal("TERM");
      assertThat(tea.await()).isEqualTo(143);
      for (Path shell : shells) {
        awaitEnd(shell);
      }
    }
  }

  /** What the kernel tells of the process whose number is in a file, as soon as there is one. */
  private Path awaitProcess(String file) throws Exception {
    Path path = directory.resolve(file);
    while (!Files.exists(path)) {
      Thread.sleep(10);
    }
    return Path.of("/proc", Files.readString(path).strip(), "stat");
  }

  /** It has ended also if it waits for a parent to notice: some machines' init never does. */
  private static void awaitEnd(Path stat) throws Exception {
    try {
      while (!Files.readString(stat).replaceFirst(".*\\) ", "").startsWith("Z")) {
        Thread.sleep(10);
      }
    } catch (IOException e) {
      return; // there is no such process any more
    }
  }

  @Test
  void endsWhenNobodyReadsTheEvents() throws Exception {
    try (var tea = TeaProcess.start(directory, "run", workflow(LONG), "-q", "-s")) {
      tea.awaitLine("\"start\"");
      tea.closeStdout();
      assertThat(tea.await()).isEqualTo(Main.FAILED);
      assertThat(tea.err()).contains("tea: the answer cannot be written to stdout\n");
    }
  }

  /** The steps are drawn with a fixed seed: a failure comes again. */
  @Test
  void aKilledRunIsResumedToTheSameEnd() throws Exception {
    String file = workflow(LONG);
    var unbroken = new InProcess(directory);
    assertThat(unbroken.run("run", file, "-i", GO)).as(unbroken.err()).isZero();
    var steps = new Random(20261120);
    for (int i = 0; i < 20; i++) {
      Path checkpoints = directory.resolve("cps" + i);
      int step = steps.nextInt(ROUNDS * 3);
      try (var tea = TeaProcess.start(directory, "run", file, "-s", "-c", checkpoints.toString())) {
        for (int n = 0; n <= step; n++) {
          tea.awaitLine("\"node_complete\"");
        }
        tea.signal("KILL");
        assertThat(tea.await()).isEqualTo(137);
      }
      Path checkpoint;
      try (Stream<Path> files = Files.list(checkpoints)) {
        checkpoint =
            files.filter(one -> one.toString().endsWith(".json")).findFirst().orElseThrow();
      }
      var resumed = new InProcess(directory);
      assertThat(resumed.run("resume", checkpoint.toString(), "-q", "-i", GO))
          .as(resumed.err())
          .isZero();
      assertThat(Json.parse(resumed.out())).isEqualTo(Json.parse(unbroken.out()));
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> !name.startsWith("stderr"))
          .toList();
    }
  }

  private static Path onlyFile(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.getFirst();
    }
  }

  private String workflow(String text) throws IOException {
    return Files.writeString(directory.resolve("w.yaml"), text).toString();
  }
}
