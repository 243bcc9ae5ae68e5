package dev.edgeagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgeagent.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {

  private static final String PASS = "nodes: [{name: a}]";

  private static final String COUNT =
      """
      initial_state: {n: 0}
      nodes:
        - name: count
          uses: json.parse
          with: {text: "{{ state.n + 1 }}"}
          output: {n: "{{ result.data }}"}
          goto: [{if: "state.n < 5", to: count}, {to: __end__}]
      """;

  private static final String CHAT =
      """
      nodes:
        - {name: ask, uses: llm.chat, with: {prompt: hi, backend: BACKEND}}
      """;

  @TempDir Path directory;
  private InProcess tea;

  @BeforeEach
  void home() {
    tea = new InProcess(directory);
  }

  @Test
  void readsInputFromYaml() throws IOException {
    String file = workflow(PASS);
    Path yaml = Files.writeString(directory.resolve("in.yaml"), "a: 1\nwhen: 2026-11-20\n");
    assertThat(tea.run("run", file, "-i", "@" + yaml)).isZero();
    assertThat(tea.out()).isEqualTo("{\n  \"a\": 1,\n  \"when\": \"2026-11-20\"\n}\n");

    Files.writeString(yaml, "a: [1\nb: 2\n");
    assertFailure(
        yaml
            + ":2:2: not valid YAML: expected ',' or ']', but got :"
            + " while parsing a flow sequence",
        "check the indentation, quotes and brackets there and in the line before",
        "run",
        file,
        "-i",
        "@" + yaml);
    Files.writeString(yaml, "- 1\n");
    assertFailure(
        yaml + ":1:1: the input is not a map of keys and values",
        "give a JSON object, such as --input '{\"question\": \"What is 2+2?\"}'",
        "run",
        file,
        "-i",
        "@" + yaml);
  }

  @Test
  void readsInputFromStdinAfterASpace() throws IOException {
    tea.stdin = "{\"a\": \"-\"}";
    assertThat(tea.run("run", workflow(PASS), "-i", "-")).isZero();
    assertThat(tea.out()).isEqualTo("{\n  \"a\": \"-\"\n}\n");
  }

  @Test
  void takesSecretsFromOptionAndVariables() throws IOException {
    String file =
        workflow(
            """
            nodes:
              - name: a
                uses: json.stringify
                with: {data: ["{{ secrets.one }}", "{{ secrets.two }}", "{{ secrets.three }}"]}
                output: {all: "{{ result.text }}"}
            """);
    tea.environment.putAll(Map.of("MY_TWO", "env", "MY_THREE", "3", "MY_", "x"));
    assertThat(
            tea.run("run", file, "--secrets", "{\"one\": 1, \"two\": 2}", "--secrets-env", "MY_"))
        .isZero();
    assertThat(tea.out()).contains("[1, \\\"env\\\", \\\"3\\\"]");

    assertFailure(
        "--secrets:1:8: not valid JSON",
        "give a JSON object, such as --secrets @secrets.json",
        "run",
        file,
        "--secrets",
        "hunter2");
    assertUsage(
        "--secrets-env needs a prefix: all variables of the process are not secrets",
        "tea run ... --secrets-env TEA_SECRET_",
        "run",
        file,
        "--secrets-env",
        "");
  }

  @Test
  void laysOverlaysOverTheWorkflow() throws IOException {
    Path one = Files.writeString(directory.resolve("1.yaml"), "initial_state: {a: 1, b: 1}");
    Path two = Files.writeString(directory.resolve("2.yaml"), "initial_state: {b: 2}");
    String file = workflow("initial_state: {z: 0}\n" + PASS);
    assertThat(tea.run("run", file, "-f", one.toString(), "--overlay=" + two)).isZero();
    assertThat(tea.out()).isEqualTo("{\n  \"z\": 0,\n  \"a\": 1,\n  \"b\": 2\n}\n");
  }

  @Test
  void writesTheStateIntoAFile() throws IOException {
    Path output = Files.writeString(directory.resolve("out.json"), "old");
    assertThat(tea.run("run", workflow(PASS), "-i", "{\"a\": 1}", "-o", output.toString()))
        .isZero();
    assertThat(tea.out()).isEmpty();
    assertThat(output).hasContent("{\n  \"a\": 1\n}\n");
    assertThat(directory.resolve("out.json.part")).doesNotExist();

    assertFailure(
        "tea: --output " + directory + "/no/out.json: no such directory",
        "make it: mkdir -p " + directory + "/no",
        "run",
        workflow(PASS),
        "-o",
        directory + "/no/out.json");
    assertFailure(
        "tea: --output " + directory + ": is a directory",
        "give the name of a file in it",
        "run",
        workflow(PASS),
        "-o",
        directory.toString());
  }

  @Test
  void leavesTheOutputFileAloneIfTheRunFails() throws IOException {
    Path output = Files.writeString(directory.resolve("out.json"), "old");
    String file = workflow("nodes: [{name: a, uses: json.parse}]");
    assertThat(tea.run("run", file, "-o", output.toString())).isEqualTo(Main.FAILED);
    assertThat(output).hasContent("old");
  }

  @Test
  void warnsUnlessQuietAndRefusesIfStrict() throws IOException {
    String file = workflow("nodes: [{name: a, colour: red}]");
    assertThat(tea.run("run", file)).isZero();
    String warning = file + ":1:19: warning: unknown key 'colour' of node 'a' is ignored";
    assertThat(tea.err()).startsWith(warning);
    assertThat(tea.run("run", file, "-q")).isZero();
    assertThat(tea.err()).isEmpty();
    assertThat(tea.out()).isEqualTo("{}\n");
    assertThat(tea.run("run", file, "-q", "--strict")).isEqualTo(Main.FAILED);
    assertThat(tea.err())
        .startsWith(file + ":1:19: unknown key 'colour' of node 'a' is ignored\n  Fix: ");
    assertThat(tea.out()).isEmpty();
  }

  @Test
  void tellsAllThatIsWrongAtOnce() throws IOException {
    String file = workflow("nodes:\n  - {name: a, uses: nope}\n  - {name: a}\n  - {uses: x}\n");
    assertThat(tea.run("run", file)).isEqualTo(Main.FAILED);
    List<String> lines = tea.err().lines().toList();
    assertThat(lines.stream().filter(line -> line.startsWith(file + ":"))).hasSizeGreaterThan(2);
    assertThat(lines.stream().filter(line -> line.startsWith("  Fix: "))).hasSize(lines.size() / 2);
  }

  @Test
  void failsOnStatesThatCountAsFailures() throws IOException {
    String file = workflow(PASS);
    String input =
        "{\"s\": \"bad\", \"n\": 1.5, \"t\": {\"u\": [1, true]}, \"x.y\": null, \"z\": false}";
    for (String hit : List.of("s=bad", "n=1.5", "t.u=[1,true]", "x.y=null", "z=false")) {
      assertThat(
              tea.run(
                  "run", file, "-q", "-i", input, "--fail-on-state", "a=b", "--fail-on-state", hit))
          .isEqualTo(Main.FAILED);
      assertThat(tea.err())
          .isEqualTo(
              "tea: the final state has " + hit + ", which --fail-on-state counts as a failure\n");
      assertThat(tea.out()).startsWith("{\n  \"s\": \"bad\"");
    }
    for (String miss : List.of("s=good", "s=\"bad\"", "t.u.v=1", "none=null", "t.none=null")) {
      assertThat(tea.run("run", file, "-i", input, "--fail-on-state", miss)).as(miss).isZero();
    }
    assertUsage(
        "--fail-on-state needs KEY=VALUE, got '=x'",
        "--fail-on-state status=failed",
        "run",
        file,
        "--fail-on-state",
        "=x");
  }

  @Test
  void limitsIterationsAndTime() throws IOException {
    String file = workflow(COUNT);
    assertThat(tea.run("run", file, "--max-iterations", "5")).isZero();
    assertThat(tea.run("run", file, "--max-iterations", "4")).isEqualTo(Main.FAILED);
    assertThat(tea.err()).contains("node 'count' ran 4 times");
    String slow =
        workflow(
            """
            nodes:
              - {name: a, uses: json.parse, retry: {max_retries: 1, base_delay_ms: 600000}}
            """);
    assertFailure(
        slow + ":2:5: the run took longer than 0.05 s, at node 'a'",
        "raise --timeout, or give the node a 'timeout' of its own",
        "run",
        slow,
        "-q",
        "--timeout",
        "0.05");
    for (String wrong : List.of("0", "-1", "x", "1e99", "")) {
      assertUsage(
          "--timeout must be a number of seconds above 0, got '" + wrong + "'",
          "--timeout 2.5",
          "run",
          slow,
          "-q",
          "--timeout",
          wrong);
    }
    for (String wrong : List.of("0", "-1", "1.5", "99999999999")) {
      assertUsage(
          "--max-iterations must be a whole number from 1, got '" + wrong + "'",
          "--max-iterations 5000",
          "run",
          slow,
          "-q",
          "--max-iterations",
          wrong);
    }
  }

  @Test
  void choosesTheBackend() throws IOException {
    String local = workflow(CHAT.replace("BACKEND", "local"));
    assertFailure(
        "tea: --backend must be one of: local, api, auto. Got: loacl",
        "did you mean 'local'?",
        "run",
        local,
        "--backend",
        "loacl");
    tea.run("run", local, "--backend", "api");
    assertThat(tea.err()).as("the command line wins over the node").contains("api");
    assertThat(tea.err()).doesNotContain("no model found");

    assertFailure(
        "tea: GGUF file not found: " + directory + "/none.gguf",
        "check the path after --gguf",
        "run",
        local,
        "--gguf",
        "~/none.gguf");
    Files.writeString(directory.resolve("text.gguf"), "no model");
    String api = workflow(CHAT.replace("BACKEND", "api"));
    assertThat(tea.run("run", api, "--gguf", "$HOME/text.gguf")).isEqualTo(Main.FAILED);
    assertThat(tea.err()).contains(directory + "/text.gguf: not a GGUF file");
  }

  @Test
  void forbidsWhatTheCommandLineForbids() throws IOException {
    assertUsage(
        "--output '' is not a path", "give the name of a file or directory", "run", "x", "-o", "");
  }

  @Test
  void refusesWhatIsGivenTwice() throws IOException {
    assertUsage("--input is given 2 times", "give it once", "run", "x", "-i", "{}", "--input={}");
  }

  @Test
  void interruptsAndResumes() throws IOException {
    String file = workflow("name: My count/ing\n" + COUNT);
    assertThat(tea.run("run", file, "--interrupt-before", "count")).isEqualTo(Main.INTERRUPTED);
    assertThat(tea.out()).isEqualTo("{\n  \"n\": 0\n}\n");
    Path checkpoint = onlyFile(directory.resolve(".local/state/tea/checkpoints"));
    assertThat(checkpoint.getFileName().toString())
        .matches("My-count-ing-\\d{8}-\\d{6}-" + ProcessHandle.current().pid() + ".*")
        .endsWith(".checkpoint.json");
    assertThat(tea.err())
        .isEqualTo(
            "interrupted before node 'count'\n  continue with: tea resume " + checkpoint + "\n");

    assertThat(tea.run("resume", checkpoint.toString(), "--input", "{\"m\": 1}")).isZero();
    assertThat(tea.out()).isEqualTo("{\n  \"n\": 5,\n  \"m\": 1\n}\n");
    assertThat(tea.err()).isEmpty();
  }

  @Test
  void keepsCheckpointsInADirectory() throws IOException {
    String file = workflow(COUNT);
    Path checkpoints = directory.resolve("my checkpoints");
    Path overlay = Files.writeString(directory.resolve("o.yaml"), "initial_state: {o: 1}");
    assertThat(
            tea.run(
                "run",
                file,
                "-c",
                checkpoints.toString(),
                "--interrupt-after",
                "count",
                "-f",
                overlay.toString()))
        .isEqualTo(Main.INTERRUPTED);
    Path checkpoint = onlyFile(checkpoints);
    assertThat(tea.err())
        .isEqualTo(
            "checkpoint: %s\ninterrupted after node 'count'\n  continue with: tea resume '%s' -f %s\n"
                .formatted(checkpoint, checkpoint, overlay));
    assertThat(tea.run("resume", checkpoint.toString(), "--workflow", file)).isZero();
    assertThat(tea.out()).isEqualTo("{\n  \"n\": 5,\n  \"o\": 1\n}\n");
  }

  @Test
  void takesTheWorkflowsCheckpointDirectory() throws IOException {
    String file = workflow("config: {checkpoint_dir: cps}\n" + COUNT);
    assertThat(tea.run("run", file, "-q")).isZero();
    assertThat(tea.err()).isEmpty();
    assertThat(onlyFile(directory.resolve("cps")).getFileName().toString()).startsWith("w-");
  }

  @Test
  void knowsTheStateHomeOfXdg() throws IOException {
    tea.environment.put("XDG_STATE_HOME", directory + "/xdg");
    String file = workflow("nodes: [{name: a, interrupt: before}]");
    assertThat(tea.run("run", file)).isEqualTo(Main.INTERRUPTED);
    assertThat(onlyFile(directory.resolve("xdg/tea/checkpoints"))).exists();
  }

  @Test
  void refusesToStopAtUnknownNodes() throws IOException {
    assertUsage(
        "--interrupt-before: there is no node 'cuont'",
        "did you mean 'count'?",
        "run",
        workflow(COUNT),
        "--interrupt-before",
        "count, cuont");
    assertUsage(
        "--interrupt-after: there is no node ''",
        "use one of: count",
        "run",
        workflow(COUNT),
        "--interrupt-after",
        "");
  }

  @Test
  void explainsFilesThatAreNoCheckpoints() throws IOException {
    assertThat(tea.run("resume", workflow(PASS))).isEqualTo(Main.FAILED);
    assertThat(tea.err()).contains("w.yaml:1:").contains("not a checkpoint of tea");
    assertUsage(
        "resume needs CHECKPOINT, and none is given", "tea resume CHECKPOINT [options]", "resume");
  }

  @Test
  void namesCheckpointsAfterAnyWorkflow() {
    assertThat(CheckpointFiles.fileName("../a b/ü:.x_9")).isEqualTo("a-b-ü-.x_9");
    assertThat(CheckpointFiles.fileName("//")).isEqualTo("workflow");
    assertThat(CheckpointFiles.fileName("x".repeat(500))).hasSize(40);
  }

  @Test
  void appendsSpansToTheTraceFile() throws Exception {
    Path trace = directory.resolve("trace.jsonl");
    String file =
        workflow(
            """
            name: traced
            nodes:
              - name: each
                parallel_each: [1, 2]
                uses: json.parse
                with: {text: "{{ state.item }}"}
                fan_in: bad
              - {name: bad, uses: json.parse}
            """);
    assertThat(tea.run("run", file, "-q", "--trace-file", trace.toString()))
        .as(tea.err())
        .isEqualTo(Main.FAILED);
    assertThat(tea.run("run", file, "-q", "--trace-file", trace.toString())).isEqualTo(Main.FAILED);
    List<String> spans = Files.readAllLines(trace);
    assertThat(spans).hasSize(10);
    assertThat(spans.get(3))
        .contains("\"success\":false,\"error\":\"json.parse: parameter 'text' is missing\"}");
    assertThat(spans.stream().map(RunCommandTest::kindAndName).toList())
        .containsSubsequence("node each", "node bad", "run traced", "node each", "run traced");
    assertThat(spans.subList(0, 2).stream().map(RunCommandTest::kindAndName).toList())
        .containsExactlyInAnyOrder("branch each[0]", "branch each[1]");
    assertFailure(
        "tea: --trace-file %s cannot be written: %s (No such file or directory)"
            .formatted(directory + "/no/t", directory + "/no/t"),
        "give a file in a directory that exists and can be written",
        "run",
        file,
        "--trace-file",
        directory + "/no/t");
  }

  /** A cancelled branch tells of its end on a thread that is interrupted. */
  @Test
  void tracesBranchesThatWereCancelled() throws Exception {
    Path trace = directory.resolve("trace.jsonl");
    String file =
        workflow(
            """
            nodes:
              - name: fan
                type: dynamic_parallel
                items: [slow, slow, "}"]
                fail_fast: true
                steps:
                  - {name: one, uses: json.parse, with: {text: "[1"}, output: {p: "{{ result }}"}}
                  - name: two
                    uses: json.parse
                    with: {text: "{{ state.missing if state.item == 'slow' else none.x.y }}"}
                    retry: {max_retries: 1, base_delay_ms: 600000, max_delay_ms: 600000}
                fan_in: end
              - {name: end}
            """);
    assertThat(tea.run("run", file, "-v", "--trace-file", trace.toString())).as(tea.err()).isZero();
    assertThat(tea.err()).doesNotContain("cannot be written");
    assertThat(Files.readAllLines(trace).stream().map(RunCommandTest::kindAndName).toList())
        .containsExactlyInAnyOrder(
            "branch fan[0]", "branch fan[1]", "branch fan[2]", "node fan", "run w.yaml");
  }

  private static String kindAndName(String line) {
    try {
      Map<?, ?> span = (Map<?, ?>) Json.parse(line);
      return span.get("kind") + " " + span.get("name");
    } catch (dev.edgeagent.json.JsonException e) {
      throw new AssertionError(line, e);
    }
  }

  private static Path onlyFile(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.getFirst();
    }
  }

  private void assertUsage(String what, String fix, String... args) {
    assertThat(tea.run(args)).isEqualTo(Main.USAGE);
    assertThat(tea.err()).isEqualTo("tea: " + what + "\n  Fix: " + fix + "\n");
    assertThat(tea.out()).isEmpty();
  }

  private void assertFailure(String what, String fix, String... args) {
    assertThat(tea.run(args)).isEqualTo(Main.FAILED);
    assertThat(tea.err()).isEqualTo(what + "\n  Fix: " + fix + "\n");
    assertThat(tea.out()).isEmpty();
  }

  private String workflow(String text) throws IOException {
    return Files.writeString(directory.resolve("w.yaml"), text).toString();
  }
}
