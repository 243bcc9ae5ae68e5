package dev.edgeagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a person reads who gives {@code llm.*} a value that it cannot be: where it stands, first.
 */
class LlmMistakesTest {

  private static final String WITH = "correct it under 'with:'";

  @TempDir Path directory;
  private InProcess tea;
  private String action = "llm.chat";

  @BeforeEach
  void startTea() {
    tea = new InProcess(directory);
    tea.environment.put(
        "TEA_MODEL_PATH", Path.of(System.getProperty("tea.models"), "demo/demo.gguf").toString());
  }

  @Test
  void pointsAtTheParameter() throws IOException {
    node("temperature: hot", 20, "parameter 'temperature' must be a number, got \"hot\"", WITH);
    node("n_ctx: big", 14, "parameter 'n_ctx' must be a whole number, or auto, got \"big\"", WITH);
    node(
        "n_batch: 7",
        16,
        "parameter 'n_batch' must be 0 (automatic) or from 32 to 4096, got 7",
        WITH);
    node("timeout: -1", 16, "parameter 'timeout' must be above 0 seconds, got -1.0", WITH);
    node("api_url: [1]", 16, "parameter 'api_base' must be a text, got [1]", WITH);
    node("api_key: [s]", 16, "parameter 'api_key' must be a text, got something else", WITH);
  }

  @Test
  void knowsWhatWasProbablyMeant() throws IOException {
    node(
        "backend: lokal",
        16,
        "parameter 'backend' must be one of local, api, auto, got 'lokal'",
        "did you mean 'local'?");
    node(
        "engine: llama",
        15,
        "parameter 'engine' must be one of auto, llamacpp, jllama, got 'llama'",
        "did you mean 'llamacpp'?");
    node(
        "provider: opnai",
        17,
        "parameter 'provider' must be one of auto, openai, azure, ollama, local, got 'opnai'",
        "did you mean 'openai'?");
    node(
        "kv_type: q8_1",
        16,
        "parameter 'kv_type' must be one of f32, f16, bf16, q8_0, q4_0, got 'q8_1'",
        "did you mean 'q8_0'?");
  }

  @Test
  void pointsAtWhatTheModelRefuses() throws IOException {
    node(
        "n_ctx: 9999",
        14,
        "n_ctx 9999 is more than the 512 tokens that demo.gguf was trained with",
        "set n_ctx to at most 512, or leave it out");
    node(
        "grammar: 'root ::= foo'",
        16,
        "grammar:1:10: rule 'foo' is not defined",
        "define it, or write it in quotes if it is a text");
    node(
        "response_format: {type: json_schema, schema: {type: objct}}",
        24,
        "schema#/type: 'objct' is no type",
        "the types are object, array, string, number, integer, boolean, null");
    node(
        "chat_format: chatlm",
        20,
        "there is no chat format 'chatlm'",
        "give one of phi, gemma, llama3, chatml, mistral, none as 'chat_template:', or a Jinja"
            + " template");
  }

  @Test
  void pointsAtMessagesAndTools() throws IOException {
    node(
        "messages: [{role: usr, content: x}]",
        17,
        "message 1 has the unknown role 'usr'",
        "did you mean 'user'?");
    node(
        "messages: [{role: user}]",
        17,
        "message 1 must be a map with 'role' and 'content', both texts, got {\"role\":\"user\"}",
        "check it under 'messages:', and the names in its templates");
    action = "llm.tools";
    node(
        "tools: [file.raed]",
        14,
        "tool 1 names the action 'file.raed', which is not there",
        "did you mean 'file.read'?");
    node(
        "tool_choice: non\n      tools: [file.read]",
        20,
        "tool_choice 'non' is none of the tools",
        "did you mean 'none'?");
  }

  @Test
  void pointsAtTheSettings() throws IOException {
    String file =
        workflow(
            """
            settings:
              llm: {top_k: -1}
            nodes:
              - {name: ask, uses: llm.chat, with: {prompt: hi}}
            """);
    assertFailure(
        file,
        file
            + ":2:16: node 'ask': llm.chat: parameter 'top_k' must be 0 or more, got -1\n"
            + "  Fix: correct it in settings.llm\n");
  }

  private void node(String parameter, int column, String what, String fix) throws IOException {
    String file =
        workflow(
            """
            nodes:
              - name: ask
                uses: %s
                with:
                  prompt: hi
                  %s
            """
                .formatted(action, parameter));
    assertFailure(
        file,
        file + ":6:" + column + ": node 'ask': " + action + ": " + what + "\n  Fix: " + fix + "\n");
  }

  private String workflow(String text) throws IOException {
    return Files.writeString(directory.resolve("w.yaml"), text).toString();
  }

  private void assertFailure(String file, String message) {
    assertThat(tea.run("run", file)).isEqualTo(Main.FAILED);
    assertThat(tea.out()).isEmpty();
    assertThat(tea.err()).isEqualTo(message);
  }
}
