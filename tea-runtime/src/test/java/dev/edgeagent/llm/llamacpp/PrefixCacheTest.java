package dev.edgeagent.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.edgeagent.llm.AnswerListener;
import dev.edgeagent.llm.ContextSettings;
import dev.edgeagent.llm.GgufFile;
import dev.edgeagent.llm.KvType;
import dev.edgeagent.llm.LlmBackend;
import dev.edgeagent.llm.LlmCallParams;
import dev.edgeagent.llm.LoadSettings;
import dev.edgeagent.llm.SamplingParams;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a context holds of earlier texts, answers are those of a new one. */
class PrefixCacheTest {

  private static final int BATCH = 32;
  private static final int TOKENS = 1024;
  private static final LlamaCppEngine ENGINE =
      new LlamaCppEngine(Path.of(System.getProperty("tea.natives")), _ -> {});
  private static final LlmCallParams PARAMS =
      LlmCallParams.DEFAULT
          .withSampling(SamplingParams.greedy())
          .withMaxTokens(6)
          .withContext(new ContextSettings(TOKENS, 1, BATCH, KvType.F16, null));

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"gemma3", "gemma3n", "phi"})
  void answersDoNotDependOnWhatWasReadBefore(String model) throws Exception {
    GgufFile gguf = write(model);
    var random = new Random(7);
    StringBuilder prompt = new StringBuilder("once");
    try (LlmBackend used = ENGINE.load(gguf, LoadSettings.AUTO)) {
      for (int i = 0; i < 40; i++) {
        disturb(used, prompt.toString(), random);
        String expected;
        try (LlmBackend fresh = ENGINE.load(gguf, LoadSettings.AUTO)) {
          expected = fresh.complete(prompt.toString(), PARAMS).content();
        }
        String answer = used.complete(prompt.toString(), PARAMS).content();
        assertThat(answer).as("step %d: %d characters", i, prompt.length()).isEqualTo(expected);
        change(prompt, random);
      }
    }
  }

  /** Nothing, an interrupted answer, an interrupted prompt, or embeddings. */
  private static void disturb(LlmBackend model, String prompt, Random random) throws Exception {
    switch (random.nextInt(4)) {
      case 0 -> {}
      case 1 -> {
        AnswerListener interrupting =
            _ -> {
              Thread.currentThread().interrupt();
              return true;
            };
        assertThatExceptionOfType(InterruptedException.class)
            .isThrownBy(() -> model.complete(prompt, PARAMS, interrupting));
      }
      case 2 -> {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class)
            .isThrownBy(() -> model.complete(prompt + "!", PARAMS));
      }
      default -> model.embed(List.of(prompt), PARAMS.context());
    }
    assertThat(Thread.interrupted()).isFalse();
  }

  /** Longer, shorter, another end, just a number of whole batches, or as it is. */
  private static void change(StringBuilder prompt, Random random) {
    int length = prompt.length();
    switch (random.nextInt(5)) {
      case 0 -> append(prompt, 1 + random.nextInt(700), random);
      case 1 -> prompt.setLength(1 + random.nextInt(length));
      case 2 -> prompt.setCharAt(random.nextInt(length), letter(random));
      case 3 -> append(prompt, BATCH - length % BATCH - random.nextInt(2), random);
      default -> {}
    }
    prompt.setLength(Math.min(prompt.length(), TOKENS - 2 - random.nextInt(2)));
  }

  private static void append(StringBuilder prompt, int count, Random random) {
    for (int i = 0; i < count; i++) {
      prompt.append(letter(random));
    }
  }

  private static char letter(Random random) {
    return (char) ('a' + random.nextInt(26));
  }

  private GgufFile write(String model) throws Exception {
    byte[] bytes =
        switch (model) {
          case "gemma3" -> TinyGemma.bytes(4096);
          case "gemma3n" -> TinyGemma3n.bytes();
          default -> TinyPhi.bytes(4096);
        };
    return GgufFile.open(Files.write(directory.resolve(model + ".gguf"), bytes), null);
  }
}
