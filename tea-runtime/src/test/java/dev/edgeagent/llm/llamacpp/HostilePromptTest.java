package dev.edgeagent.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.edgeagent.llm.ChatMessage;
import dev.edgeagent.llm.ContextSettings;
import dev.edgeagent.llm.GgufParts;
import dev.edgeagent.llm.LlmBackend;
import dev.edgeagent.llm.LlmCallParams;
import dev.edgeagent.llm.LoadSettings;
import dev.edgeagent.llm.LocalModels;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.SamplingParams;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prompts that are too long, not text, or not what they seem, for small models of each kind. */
class HostilePromptTest {

  private static final LlmCallParams SHORT =
      LlmCallParams.DEFAULT.withMaxTokens(3).withSampling(SamplingParams.greedy());
  private static final int TRAINED = 131_072;
  private static final int STRING = 8;

  private final ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();
  private final LocalModels models =
      new LocalModels(
          new LlamaCppEngine(Path.of(System.getProperty("tea.natives")), log::add), null);

  @TempDir Path directory;

  @AfterEach
  void close() {
    models.close();
  }

  @Test
  void refusesAPromptThatIsLongerThanTheTrainedContextWithoutReadingIt() throws Exception {
    LlmBackend phi = model("phi.gguf", TinyPhi.bytes(TRAINED));

    assertThat(problem(phi, "z".repeat(200_000), SHORT))
        .hasMessage(
            "context_length_exceeded: the prompt has 200000 tokens, and the context of phi.gguf"
                + " has room for 131072, answer included");
    assertThat(log).noneMatch(line -> line.contains("llama_context: constructing"));
    assertThat(problem(phi, "z".repeat(600_000), SHORT))
        .hasMessage("the prompt has 600000 characters; at most 500000 can be read");
    assertThat(phi.complete("Hello", SHORT).usage().completionTokens()).isPositive();
    assertThat(log).anyMatch(line -> line.contains("llama_context: constructing"));
  }

  @Test
  void refusesAContextThatNoMachineHasRoomFor() throws Exception {
    int trained = 2_000_000_000;
    LlmBackend phi = model("phi.gguf", TinyPhi.bytes(trained));
    LlmCallParams params = SHORT.withContext(ContextSettings.AUTO.withTokens(trained));

    assertThat(problem(phi, "Hello", params))
        .hasMessageMatching(
            "model phi.gguf with n_ctx 2000000000 needs [0-9]{7} MiB \\(weights 1 MiB, KV cache"
                + " 488282 MiB, computing [0-9]+ MiB, Java 300 MiB\\), and [0-9]+ MiB are .*");
    assertThat(log).noneMatch(line -> line.contains("llama_context: constructing"));
    assertThat(phi.complete("Hello", SHORT).usage().completionTokens()).isPositive();
  }

  @Test
  void answersTheSameAfterPromptsThatAreNotText() throws Exception {
    for (byte[] bytes : List.of(TinyPhi.bytes(TRAINED), TinyGemma.bytes(4096), demo())) {
      LlmBackend model = model("model" + bytes.length + ".gguf", bytes);
      String expected = model.complete("Once", SHORT).content();
      assertThat(problem(model, "half \uD83D of one", SHORT))
          .hasMessage("the prompt has half of a character (U+D83D) at position 5");
      assertThat(problem(model, "x".repeat(1 << 20), SHORT))
          .hasMessage("the prompt has 1048576 characters; at most 500000 can be read");
      for (String text :
          List.of("\0", "a\0b", " ".repeat(500), "\n\t\r", "\uFFFE\uFFFF", "\u202E\u0300\u0300")) {
        assertThat(model.complete(text, SHORT).usage().completionTokens()).isNotNegative();
        assertThat(chat(model, text)).isNotNegative();
      }
      for (String text : List.of("<bos><eos><unk>", "<end_of_turn>", "<0x00>", "<|end|>")) {
        assertThat(chat(model, text)).isNotNegative();
      }
      assertThat(model.complete("Once", SHORT).content()).isEqualTo(expected);
    }
  }

  @Test
  void refusesTemplatesThatWriteNothingOrTooMuch() throws Exception {
    assertThat(problemOfTemplate("empty.gguf", "{% if false %}x{% endif %}"))
        .hasMessage("the prompt is empty");
    assertThat(problemOfTemplate("large.gguf", "{{ 'x' * 900000 }}"))
        .hasMessage("the prompt has 900000 characters; at most 500000 can be read");
    assertThat(
            problemOfTemplate(
                "endless.gguf",
                "{% for i in range(99999) %}{% for j in range(99999) %}x{% endfor %}{% endfor %}"))
        .hasMessageStartingWith("the chat template of endless.gguf refuses the messages: ");
  }

  private ModelException problemOfTemplate(String name, String template) throws Exception {
    byte[] bytes =
        new GgufParts(TinyPhi.bytes(TRAINED))
            .with("tokenizer.chat_template", STRING, GgufParts.text(template))
            .without("tokenizer.ggml.bos_token_id")
            .with("tokenizer.ggml.add_bos_token", 7, new byte[] {0})
            .bytes();
    LlmBackend model = model(name, bytes);
    return catchThrowableOfType(ModelException.class, () -> chat(model, "Hello"));
  }

  private LlmBackend model(String name, byte[] bytes) throws Exception {
    return models.get(Files.write(directory.resolve(name), bytes), LoadSettings.AUTO);
  }

  private static byte[] demo() throws Exception {
    return Files.readAllBytes(Path.of(System.getProperty("tea.models"), "demo/demo.gguf"));
  }

  private static int chat(LlmBackend model, String text) throws Exception {
    return model.chat(List.of(new ChatMessage("user", text)), SHORT).usage().completionTokens();
  }

  private static ModelException problem(LlmBackend model, String text, LlmCallParams params) {
    return catchThrowableOfType(ModelException.class, () -> model.complete(text, params));
  }
}
