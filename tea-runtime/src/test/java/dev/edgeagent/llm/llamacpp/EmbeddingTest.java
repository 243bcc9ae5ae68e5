package dev.edgeagent.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.edgeagent.llm.ContextSettings;
import dev.edgeagent.llm.EmbedResult;
import dev.edgeagent.llm.GgufFile;
import dev.edgeagent.llm.LlmBackend;
import dev.edgeagent.llm.LlmCallParams;
import dev.edgeagent.llm.LoadSettings;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.SamplingParams;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Embeddings of llama.cpp itself: of models that chat, and of one that is made for them. */
class EmbeddingTest {

  private static final LlamaCppEngine ENGINE =
      new LlamaCppEngine(Path.of(System.getProperty("tea.natives")), _ -> {});
  private static final Path DEMO = Path.of(System.getProperty("tea.models"), "demo/demo.gguf");
  private static final ContextSettings AUTO = ContextSettings.AUTO;
  private static final List<String> TEXTS = List.of("one two", "a longer text of its own", "one");

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"demo", "gemma", "bert"})
  void haveLengthOneAndDoNotDependOnTheirNeighbours(String model) throws Exception {
    try (LlmBackend backend = load(model)) {
      EmbedResult all = backend.embed(TEXTS, AUTO);
      assertThat(all.vectors()).hasSize(3);
      assertThat(all.model()).isEqualTo(model);
      assertThat(all.backend()).isEqualTo("local");
      for (int i = 0; i < TEXTS.size(); i++) {
        float[] vector = all.vectors().get(i);
        assertThat(vector).hasSize(all.dimensions());
        assertThat(length(vector)).isCloseTo(1, within(1e-6));
        assertThat(backend.embed(List.of(TEXTS.get(i)), AUTO).vectors().getFirst())
            .isEqualTo(vector);
      }
      assertThat(all.vectors().get(0)).isNotEqualTo(all.vectors().get(2));
      assertThat(all.tokens())
          .isEqualTo(
              backend.embed(TEXTS.subList(0, 1), AUTO).tokens()
                  + backend.embed(TEXTS.subList(1, 3), AUTO).tokens());
    }
  }

  /** Several batches of a causal model, and texts that force a larger context. */
  @Test
  void areThoseOfTheSameTextAfterLongerOnes() throws Exception {
    String text = "What is that? ".repeat(20);
    float[] expected;
    try (LlmBackend fresh = load("gemma")) {
      expected = fresh.embed(List.of(text), AUTO).vectors().getFirst();
    }
    try (LlmBackend gemma = load("gemma")) {
      EmbedResult both = gemma.embed(List.of(text.repeat(8), text), AUTO);
      assertThat(both.vectors().getLast()).isEqualTo(expected);
      assertThat(gemma.embed(List.of(text), AUTO).vectors().getFirst()).isEqualTo(expected);
    }
  }

  @Test
  void leaveTheAnswersOfTheModelAsTheyAre() throws Exception {
    var params = LlmCallParams.DEFAULT.withSampling(SamplingParams.greedy()).withMaxTokens(20);
    try (LlmBackend demo = load("demo")) {
      String before = demo.complete("The capital of France is", params).content();
      demo.embed(TEXTS, AUTO);
      var after = demo.complete("The capital of France is", params);
      assertThat(after.content()).isEqualTo(before);
      assertThat(after.timings().promptTokens()).isEqualTo(1); // its context was kept
    }
  }

  @Test
  void refuseATextThatDoesNotFit() throws Exception {
    try (LlmBackend bert = load("bert")) {
      assertThatExceptionOfType(ModelException.class)
          .isThrownBy(() -> bert.embed(List.of("a", "a b ".repeat(100)), AUTO))
          .withMessage(
              "context_length_exceeded: the text has 202 tokens, and the context of bert.gguf has"
                  + " room for 128");
      assertThatExceptionOfType(ModelException.class)
          .isThrownBy(() -> bert.embed(List.of("a b c d e f"), AUTO.withTokens(4)))
          .withMessage(
              "context_length_exceeded: the text has 8 tokens, and the context of bert.gguf has"
                  + " room for 4");
    }
  }

  @Test
  void refuseAnEmptyTextAndHalfACharacter() throws Exception {
    try (LlmBackend gemma = load("gemma")) {
      assertThatExceptionOfType(ModelException.class)
          .isThrownBy(() -> gemma.embed(List.of("x\ud83d"), AUTO))
          .withMessage("the prompt has half of a character (U+D83D) at position 1");
    }
  }

  @Test
  void areAllThatAModelMadeForThemDoes() throws Exception {
    try (LlmBackend bert = load("bert")) {
      assertThatExceptionOfType(ModelException.class)
          .isThrownBy(() -> bert.complete("a", LlmCallParams.DEFAULT))
          .withMessage("model bert.gguf (bert) cannot generate text: it is made for embeddings");
      assertThat(bert.embed(List.of("a"), AUTO).dimensions()).isEqualTo(64);
    }
  }

  @Test
  void endWithAnInterrupt() throws Exception {
    try (LlmBackend gemma = load("gemma")) {
      float[] expected = gemma.embed(TEXTS, AUTO).vectors().getFirst();
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(InterruptedException.class)
          .isThrownBy(() -> gemma.embed(TEXTS, AUTO));
      assertThat(Thread.interrupted()).isFalse();
      assertThat(gemma.embed(TEXTS, AUTO).vectors().getFirst()).isEqualTo(expected);
    }
  }

  private LlmBackend load(String model) throws Exception {
    Path file =
        switch (model) {
          case "demo" -> DEMO;
          case "bert" -> Files.write(directory.resolve("bert.gguf"), TinyBert.bytes(128));
          default -> Files.write(directory.resolve("gemma.gguf"), TinyGemma.bytes(4096));
        };
    return ENGINE.load(GgufFile.open(file, null), LoadSettings.AUTO);
  }

  private static double length(float[] vector) {
    double square = 0;
    for (float number : vector) {
      square += (double) number * number;
    }
    return Math.sqrt(square);
  }
}
