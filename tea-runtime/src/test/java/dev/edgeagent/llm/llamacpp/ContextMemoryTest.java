package dev.edgeagent.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.edgeagent.llm.ContextSettings;
import dev.edgeagent.llm.GgufFile;
import dev.edgeagent.llm.KvType;
import dev.edgeagent.llm.LlmBackend;
import dev.edgeagent.llm.LlmCallParams;
import dev.edgeagent.llm.LlmResult;
import dev.edgeagent.llm.LoadSettings;
import dev.edgeagent.llm.MemoryBudget.Amount;
import dev.edgeagent.llm.MemoryPlan;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.SamplingParams;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Contexts of llama.cpp itself, in as much memory as the test says there is. */
class ContextMemoryTest {

  private static final Path NATIVES = Path.of(System.getProperty("tea.natives"));

  @TempDir Path directory;
  private final List<String> log = new ArrayList<>();
  private Amount amount = new Amount(Long.MAX_VALUE, "left in this test");
  private final LlamaCppEngine engine = new LlamaCppEngine(NATIVES, log::add, () -> amount);
  private GgufFile gemma;

  @BeforeEach
  void write() throws Exception {
    Path file = Files.write(directory.resolve("gemma.gguf"), TinyGemma.bytes(32768));
    gemma = GgufFile.open(file, null);
  }

  @Test
  void refusesAModelThatDoesNotFitBeforeItIsLoaded() {
    amount = new Amount(200L << 20, "left in this test");
    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(this::load)
        .withMessage(
            "model gemma.gguf needs at least 303 MiB (weights 1 MiB, KV cache 1 MiB, computing 2"
                + " MiB, Java 300 MiB), and 200 MiB are left in this test");
    assertThat(log).noneMatch(line -> line.contains("gemma.gguf"));
  }

  @Test
  void refusesAContextThatDoesNotFitAndSaysWhichOneWould() throws Exception {
    amount = room(8192);
    try (LlmBackend model = load()) {
      assertThatExceptionOfType(ModelException.class)
          .isThrownBy(() -> model.complete("x", params(2, 32768)))
          .satisfies(
              e ->
                  assertThat(e.fix())
                      .isEqualTo("set n_ctx to at most 8192, set kv_type: q8_0, or free memory"))
          .withMessageMatching(
              "model gemma.gguf with n_ctx 32768 needs \\d+ MiB \\(weights 1 MiB, KV cache \\d+"
                  + " MiB, computing \\d+ MiB, Java 300 MiB\\), and \\d+ MiB are left in this"
                  + " test");
      assertThat(model.complete("x", params(2, 8192)).usage().completionTokens()).isEqualTo(2);
    }
  }

  @Test
  void anAutomaticContextIsAsLargeAsTheMemoryAllowsAndKeptBetweenTurns() throws Exception {
    amount = room(1024);
    try (LlmBackend model = load()) {
      String prompt = "What is that? ".repeat(20);
      model.complete(prompt, params(2, 0));
      assertThat(sizes()).containsExactly(1024);
      MemoryPlan taken = MemoryPlan.of(gemma, 1024, KvType.F16, false);
      amount = new Amount(amount.bytes() - taken.kvCache() - taken.compute(), amount.source());
      LlmResult again = model.complete(prompt, params(2, 0));
      assertThat(again.timings().promptTokens()).isEqualTo(1);
      assertThat(sizes()).containsExactly(1024);
      assertThatExceptionOfType(ModelException.class)
          .isThrownBy(() -> model.complete(prompt.repeat(10), params(2, 0)))
          .withMessageStartingWith("context_length_exceeded: the prompt has 4001 tokens");
    }
  }

  @Test
  void aConversationThatOutgrowsItsContextGetsOneHalfAsLargeAgain() throws Exception {
    try (LlmBackend model = load()) {
      model.complete("x", params(2, 0));
      model.complete("x".repeat(4100), params(2, 0));
      model.complete("x".repeat(4400), params(2, 0));
      model.complete("x".repeat(9500), params(2, 0));
      assertThat(sizes()).containsExactly(4096, 6144, 9728);
    }
  }

  @Test
  void otherSettingsGetAContextOfTheirOwn() throws Exception {
    try (LlmBackend model = load()) {
      String text = "What is that? ".repeat(30);
      String expected = model.complete(text, params(20, 0)).content();
      var small = new ContextSettings(1024, 1, 32, KvType.F16, null);
      LlmResult result = model.complete(text, params(20, 0).withContext(small));
      assertThat(result.timings().promptTokens()).isEqualTo(result.usage().promptTokens());
      assertThat(result.usage().completionTokens()).isEqualTo(20);
      assertThat(sizes()).containsExactly(4096, 1024);
      assertThat(model.complete(text, params(20, 0)).content()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource(KvType.class)
  void keepsInEveryPrecision(KvType type) throws Exception {
    var settings = new ContextSettings(0, 0, 0, type, null);
    try (LlmBackend model = load()) {
      LlmResult result =
          model.complete("What is that? ".repeat(30), params(10, 0).withContext(settings));
      assertThat(result.usage().completionTokens()).isEqualTo(10);
    }
    MemoryPlan plan = MemoryPlan.of(gemma, 4096, type, false);
    double logged =
        log.stream()
            .filter(line -> line.matches(".*llama_kv_cache: size = .*"))
            .mapToDouble(line -> Double.parseDouble(line.replaceAll(".*size = +| MiB.*", "")))
            .sum();
    assertThat(plan.kvCache() / 1048576.0).isCloseTo(logged, within(0.011)); // two sizes, rounded
  }

  private LlmBackend load() throws ModelException {
    return engine.load(gemma, LoadSettings.AUTO);
  }

  /** Just so much memory that a context of that size fits. */
  private Amount room(int tokens) {
    return new Amount(MemoryPlan.of(gemma, tokens, KvType.F16, false).total(), "left in this test");
  }

  /** The sizes of the contexts made so far, in tokens. */
  private List<Integer> sizes() {
    return log.stream()
        .filter(line -> line.matches("llama.cpp: llama_context: n_ctx +=.*"))
        .map(line -> Integer.valueOf(line.replaceAll(".*= *", "")))
        .toList();
  }

  private static LlmCallParams params(int maxTokens, int contextTokens) {
    return LlmCallParams.DEFAULT
        .withSampling(SamplingParams.greedy())
        .withMaxTokens(maxTokens)
        .withContext(ContextSettings.AUTO.withTokens(contextTokens));
  }
}
