package dev.edgeagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

  private static final Path DEMO_MODEL =
      Path.of(System.getProperty("tea.models"), "demo/demo.gguf");

  private static final String CHAT =
      """
      nodes:
        - name: ask
          uses: llm.chat
          with: {prompt: "{{ state.question }}", temperature: 0}
          output: {answer: "{{ result.content }}"}
      """;

  @TempDir Path directory;
  private InProcess tea;

  @BeforeEach
  void startTea() {
    tea = new InProcess(directory);
  }

  @Test
  void printsVersionAndImplementation() {
    assertThat(tea.run("--version")).isZero();
    assertThat(tea.out()).matches("tea \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\n");
    assertThat(tea.run("--impl")).isZero();
    assertThat(tea.out()).isEqualTo("java\n");
  }

  @Test
  void helpsOnStdout() {
    assertThat(tea.run()).isZero();
    assertThat(tea.out()).isEqualTo(Help.ofTea());
    assertThat(tea.run("run", "--help")).isZero();
    String help = Help.of(Help.command("run"));
    assertThat(tea.out()).isEqualTo(help);
    assertThat(tea.run("help", "run")).isZero();
    assertThat(tea.out()).isEqualTo(help);
    assertThat(tea.err()).isEmpty();
  }

  @Test
  void explainsMistakesOnTheCommandLine() throws IOException {
    assertUsage("tea: there is no command 'rnu'\n  Fix: did you mean 'tea run'?\n", "rnu");
    assertUsage("tea: there is no command 'bake'\n  Fix: tea --help lists what there is\n", "bake");
    assertUsage(
        "tea: there is no option '--verison'\n  Fix: did you mean 'tea --version'?\n", "--verison");
    assertUsage("tea: 'chat.yaml' is not a command\n  Fix: tea run chat.yaml\n", "chat.yaml");
    assertUsage(
        "tea: run needs FILE.yaml, and none is given\n  Fix: tea run FILE.yaml [options]\n", "run");
    assertUsage(
        "tea: run takes one FILE.yaml, got a.yaml b.yaml\n"
            + "  Fix: tea run FILE.yaml [options]\n",
        "run",
        "a.yaml",
        "b.yaml");
    assertUsage(
        "tea: there is no option '--inptu'\n  Fix: did you mean '--input'?\n",
        "run",
        "a.yaml",
        "--inptu",
        "{}");
    assertUsage(
        "tea: --input needs a value\n  Fix: tea run --help lists what there is\n",
        "run",
        "a.yaml",
        "--input");
    assertUsage(
        "tea: --format must be one of: text, json, dot, mermaid. Got: mermiad\n"
            + "  Fix: did you mean 'mermaid'?\n",
        "inspect",
        "a.yaml",
        "--format",
        "mermiad");
  }

  @Test
  void readsInputFromTheCommandLineAFileAndStdin() throws IOException {
    String file = workflow("nodes: [{name: a}]");
    String json = "{\"text\": \"grüße\"}";
    String expected = "{\n  \"text\": \"grüße\"\n}\n";

    assertThat(tea.run("run", file, "--input", json)).isZero();
    assertThat(tea.out()).isEqualTo(expected);
    Path input = Files.writeString(directory.resolve("in.json"), json);
    assertThat(tea.run("run", file, "-i", "@" + input)).isZero();
    assertThat(tea.out()).isEqualTo(expected);
    tea.stdin = json;
    assertThat(tea.run("run", "--input=-", file)).isZero();
    assertThat(tea.out()).isEqualTo(expected);
    assertThat(tea.err()).isEmpty();
  }

  @Test
  void explainsWrongInput() throws IOException {
    String file = workflow("nodes: [{name: a}]");
    String fix =
        "\n  Fix: give a JSON object, such as --input '{\"question\": \"What is 2+2?\"}'\n";

    assertFailure(
        "--input:1:1: the input is not a JSON object" + fix, "run", file, "--input", "[1]");
    assertFailure(
        "--input:1:1: not valid JSON: the text is empty" + fix, "run", file, "--input", "");
    assertThat(tea.run("run", file, "--input", "{\"a\": 1,\n 'b'}")).isEqualTo(Main.FAILED);
    assertThat(tea.err())
        .startsWith("--input:2:2: not valid JSON: Unexpected character (''' (code 39))");
    assertFailure(
        "tea: input none.json cannot be read: no such file\n"
            + "  Fix: check the path after --input @\n",
        "run",
        file,
        "--input",
        "@none.json");
  }

  @Test
  void refusesNumbersThatJsonHasNot() throws IOException {
    assertFailure(
        "tea: the final state cannot be written as JSON: NaN is not a number in JSON\n"
            + "  Fix: leave such values out of the state\n",
        "run",
        workflow("initial_state: {x: .nan}\nnodes: [{name: a}]"));
    assertThat(tea.run("run", workflow("nodes: [{name: a}]"), "-i", "{\"x\": 1e400}"))
        .isEqualTo(Main.FAILED);
    assertThat(tea.err()).startsWith("--input:1:").contains("the number 1e400 is too large");
  }

  @Test
  void answersWithAModel() throws IOException {
    assertThat(
            tea.run(
                "run",
                workflow(CHAT),
                "--gguf",
                DEMO_MODEL.toString(),
                "--input",
                "{\"question\": \"What is 2+2?\"}"))
        .as(tea.err())
        .isZero();
    assertThat(tea.out()).contains("\"answer\": \"2+2 is 4.\"");
    assertThat(tea.err()).isEmpty();
  }

  @Test
  void explainsAnInputThatWasForgotten() throws IOException {
    String chat = workflow(CHAT);
    assertFailure(
        chat
            + ":4:20: node 'ask': llm.chat: parameter 'prompt' has no value: what its template"
            + " names is not in the state\n"
            + "  Fix: check the names in the template, or give the value with --input\n",
        "run",
        chat);
  }

  @Test
  void showsTheEnginesLogOnlyWhenAsked() throws IOException {
    tea.environment.put("TEA_MODEL_PATH", DEMO_MODEL.toString());
    assertThat(tea.run("run", workflow(CHAT), "-v", "--input", "{\"question\": \"What is 2+2?\"}"))
        .isZero();
    assertThat(tea.err()).contains("llama.cpp: ");
    assertThat(tea.out()).startsWith("{\n");
  }

  @Test
  void explainsModelsThatAreNone() throws IOException {
    String chat = workflow(CHAT);
    assertThat(tea.run("run", chat, "--input", "{\"question\": \"hi\"}")).isEqualTo(Main.FAILED);
    assertThat(tea.err())
        .startsWith(
            chat
                + ":3:11: node 'ask': llm.chat: no model found; looked at TEA_MODEL_PATH (not set),"
                + " ")
        .endsWith(
            "\n  Fix: set TEA_MODEL_PATH to a GGUF file, or give --gguf FILE; or, for an API, set"
                + " OPENAI_API_KEY, or AZURE_OPENAI_API_KEY and AZURE_OPENAI_ENDPOINT, or"
                + " OLLAMA_API_BASE; or settings.llm.api_base for another server\n");

    Path text =
        Files.writeString(directory.resolve("text.gguf"), "Dear reader, this is no model at all.");
    assertFailure(
        chat
            + ":3:11: node 'ask': llm.chat: model "
            + text
            + ": not a GGUF file (it does not begin with \"GGUF\")\n"
            + "  Fix: give the path of a model in GGUF format\n",
        "run",
        chat,
        "--gguf",
        text.toString(),
        "-i",
        "{\"question\": \"hi\"}");

    byte[] whole = Files.readAllBytes(DEMO_MODEL);
    Path half =
        Files.write(
            directory.resolve("half.gguf"), java.util.Arrays.copyOf(whole, whole.length / 2));
    assertThat(tea.run("run", chat, "--gguf", half.toString(), "-i", "{\"question\": \"hi\"}"))
        .isEqualTo(Main.FAILED);
    assertThat(tea.err())
        .contains(
            "model "
                + half
                + ": the file is cut short: it has "
                + whole.length / 2
                + " bytes and needs at least ")
        .endsWith("\n  Fix: download it again; it is not complete\n");
  }

  private void assertUsage(String message, String... args) {
    assertThat(tea.run(args)).isEqualTo(Main.USAGE);
    assertThat(tea.err()).isEqualTo(message);
    assertThat(tea.out()).isEmpty();
  }

  private void assertFailure(String message, String... args) {
    assertThat(tea.run(args)).isEqualTo(Main.FAILED);
    assertThat(tea.err()).isEqualTo(message);
    assertThat(tea.out()).isEmpty();
  }

  private String workflow(String text) throws IOException {
    return Files.writeString(directory.resolve("w.yaml"), text).toString();
  }
}
