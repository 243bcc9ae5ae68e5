package dev.edgeagent.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.edgeagent.llm.GgufFile;
import dev.edgeagent.llm.LlmBackend;
import dev.edgeagent.llm.LlmCallParams;
import dev.edgeagent.llm.LlmResult;
import dev.edgeagent.llm.LlmResult.FinishReason;
import dev.edgeagent.llm.LoadSettings;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.ResponseFormat;
import dev.edgeagent.llm.SamplingParams;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How llama.cpp itself chooses tokens: penalties, seeds, grammars. */
class SamplingTest {

  private static final SamplingParams GREEDY = SamplingParams.greedy();

  @TempDir static Path directory;
  private static LlmBackend demo;
  private static LlmBackend gemma;

  @BeforeAll
  static void load() throws Exception {
    var engine = new LlamaCppEngine(Path.of(System.getProperty("tea.natives")), _ -> {});
    Path model = Path.of(System.getProperty("tea.models"), "demo/demo.gguf");
    demo = engine.load(GgufFile.open(model, null), LoadSettings.AUTO);
    Path tiny = Files.write(directory.resolve("gemma.gguf"), TinyGemma.bytes(4096));
    gemma = engine.load(GgufFile.open(tiny, null), LoadSettings.AUTO);
  }

  @AfterAll
  static void close() {
    demo.close();
    gemma.close();
  }

  @Test
  void penaltiesCountTheTokensOfThePromptAndOfTheAnswer() throws Exception {
    String prompt = "The capital of France is";
    var forbidding = new SamplingParams(0.0, null, null, null, null, 100.0, null, null);
    String penalised = complete(forbidding, prompt);
    assertThat(complete(forbidding, prompt)).isEqualTo(penalised);
    // Of a prompt that ends in what would be said next, nothing is said again.
    assertThat(complete(GREEDY, "Paris. Paris. " + prompt)).startsWith(" Paris");
    assertThat(complete(forbidding, "Paris. Paris. " + prompt)).doesNotStartWith(" Paris");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void frequencyAndPresencePenaltiesKeepAModelFromRepeatingItself(boolean frequency)
      throws Exception {
    var params =
        new SamplingParams(
            0.0, null, null, null, null, null, frequency ? 2.0 : null, frequency ? null : 2.0);
    String greedy = gemma.complete("once", params(GREEDY, 60)).content();
    String penalised = gemma.complete("once", params(params, 60)).content();
    assertThat(distinct(penalised)).isGreaterThan(distinct(greedy));
  }

  @Test
  void topKOfOneIsGreedyWhateverTheTemperature() throws Exception {
    var one = new SamplingParams(5.0, 1, null, null, 7, null, null, null);
    assertThat(complete(one, "The capital of France is"))
        .isEqualTo(complete(GREEDY, "The capital of France is"));
    var tiny = new SamplingParams(1.0, 0, 1e-6, 0.0, 7, null, null, null);
    assertThat(complete(tiny, "The capital of France is"))
        .isEqualTo(complete(GREEDY, "The capital of France is"));
    var likely = new SamplingParams(1.0, 0, 1.0, 1.0, 7, null, null, null);
    assertThat(complete(likely, "The capital of France is"))
        .isEqualTo(complete(GREEDY, "The capital of France is"));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-30, 1e-38, 1e-45, Double.MIN_VALUE})
  void theSmallestTemperaturesAreGreedy(double temperature) throws Exception {
    var cold = new SamplingParams(temperature, 0, 1.0, 0.0, 7, null, null, null);
    assertThat(complete(cold, "The capital of France is"))
        .isEqualTo(complete(GREEDY, "The capital of France is"));
  }

  @Test
  void theStrongestPenaltiesStillChooseTokens() throws Exception {
    for (double penalty : new double[] {0.01, 100}) {
      for (double more : new double[] {-2, 2}) {
        var extreme = new SamplingParams(100.0, 0, 1.0, 0.0, 7, penalty, more, more);
        assertThat(gemma.complete("once", params(extreme, 60)).usage().completionTokens())
            .isPositive();
      }
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SamplingParams(null, null, null, null, null, 1e-40, null, null))
        .withMessage("repeat_penalty must be from 0.01 to 100, got 1.0E-40");
  }

  @Test
  void refusesTheSeedThatLlamaCppTakesForNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> hot(-1))
        .withMessage("seed must be 0 or more, got -1");
  }

  @Test
  void theSameSeedGivesTheSameTextAndNoneGivesAnother() throws Exception {
    Set<String> texts = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      texts.add(complete(hot(11), "The"));
    }
    assertThat(texts).hasSize(1);
    for (int i = 0; i < 3; i++) {
      texts.add(complete(hot(null), "The"));
    }
    assertThat(texts).hasSize(4);
  }

  @Test
  void anAnswerKeepsToItsGrammarAndEndsWithIt() throws Exception {
    LlmResult result =
        demo.complete(
            "The capital of France is",
            grammar("root ::= \" \" (\"Rome\" | \"London\")", GREEDY, 50));
    assertThat(result.content()).isIn(" Rome", " London");
    assertThat(result.finishReason()).isEqualTo(FinishReason.STOP);
  }

  /** Whatever a model with random weights wants, what it writes is allowed. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void aWildModelKeepsToItsGrammar(int seed) throws Exception {
    for (LlmBackend model : List.of(demo, gemma)) {
      for (SamplingParams sampling :
          List.of(
              hot(seed),
              new SamplingParams(1.5, 40, 0.9, 0.05, seed, 1.3, 0.5, 0.5),
              new SamplingParams(0.0, null, null, null, null, 1.5, null, null))) {
        LlmResult result =
            model.complete(
                "x", grammar("root ::= [a-c]{2,5} (\"-\" [äöü€🍵] [0-9]+)?", sampling, 400));
        assertThat(result.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(result.content())
            .matches("[abc]{2,5}(-[\\x{e4}\\x{f6}\\x{fc}\\x{20ac}\\x{1f375}][0-9]+)?");
      }
    }
  }

  @Test
  void aGrammarIsNotHurtByAnEarlierOne() throws Exception {
    var ones = grammar("root ::= \"1\"{5}", GREEDY, 9);
    assertThat(demo.complete("x", ones).content()).isEqualTo("11111");
    assertThat(demo.complete("x", grammar("root ::= \"2\"{5}", GREEDY, 9)).content())
        .isEqualTo("22222");
    assertThat(demo.complete("x", ones).content()).isEqualTo("11111");
  }

  @Test
  void controlTokensAreNoTextToAGrammar() throws Exception {
    LlmResult result =
        demo.complete("x", grammar("root ::= \"<end_of_turn>\" | \"<bos>\"", GREEDY, 50));
    assertThat(result.content()).isIn("<end_of_turn>", "<bos>");
  }

  @Test
  void refusesAGrammarThatIsWrong() {
    for (String wrong :
        List.of("root ::= [a", "root ::= (\"a\"", "x ::= \"a\"", "root ::= root \"a\"")) {
      assertThatExceptionOfType(ModelException.class)
          .isThrownBy(() -> demo.complete("x", grammar(wrong, GREEDY, 5)));
    }
    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(() -> demo.complete("x", grammar("root ::= \"\0\"", GREEDY, 5)))
        .withMessage("grammar: it has a NUL character");
  }

  @ParameterizedTest
  @ValueSource(strings = {"root ::= \"\\u2603\"", "root ::= \"a\" \"\\u2603\"*  \"\\u2603\""})
  void refusesAGrammarThatTheVocabularyCannotSpell(String gbnf) throws Exception {
    Path file =
        Files.write(directory.resolve("spell.gguf"), TinyGemma.withRecursiveTokenizer(4096));
    var engine = new LlamaCppEngine(Path.of(System.getProperty("tea.natives")), _ -> {});
    try (LlmBackend model = engine.load(GgufFile.open(file, null), LoadSettings.AUTO)) {
      for (SamplingParams sampling :
          List.of(GREEDY, new SamplingParams(1.5, 40, 0.9, 0.05, 1, 1.3, 0.5, 0.5))) {
        assertThatExceptionOfType(ModelException.class)
            .isThrownBy(() -> model.complete("a", grammar(gbnf, sampling, 9)))
            .withMessage("the grammar does not allow any token of this model to go on with");
      }
      assertThat(model.complete("a", grammar("root ::= \"a\"", GREEDY, 9)).content())
          .isEqualTo("a");
    }
  }

  @Test
  void makesJson() throws Exception {
    var object = params(hot(3), 40).withFormat(new ResponseFormat.JsonObject());
    assertThat(gemma.complete("x", object).content()).startsWith("{");
    var schema =
        new ResponseFormat.JsonSchema("colour", Map.of("enum", List.of("red", "green")), true);
    LlmResult result = demo.complete("x", params(hot(3), 40).withFormat(schema));
    assertThat(result.content()).isIn("\"red\"", "\"green\"");
    assertThat(result.finishReason()).isEqualTo(FinishReason.STOP);
  }

  @Test
  void readsPromptsOfEveryCharacter() throws Exception {
    for (String prompt : List.of("\0", "a\0b", "\uFFFE", "\uFFFF\u0001", "🍵", "\u200D")) {
      assertThat(gemma.complete(prompt, params(GREEDY, 2)).usage().promptTokens()).isPositive();
      assertThat(demo.complete(prompt, params(GREEDY, 2)).usage().promptTokens()).isPositive();
    }
    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(() -> demo.complete("ab\udc00", params(GREEDY, 2)))
        .withMessage("the prompt has half of a character (U+DC00) at position 2");
  }

  @Test
  void takesVeryLongStopStrings() throws Exception {
    var params = params(GREEDY, 5).withStop(List.of("x".repeat(1_000_000), "\ud83d"));
    assertThat(demo.complete("The capital of France is", params).content()).startsWith(" Paris");
  }

  private static String complete(SamplingParams sampling, String prompt) throws Exception {
    return demo.complete(prompt, params(sampling, 30)).content();
  }

  private static LlmCallParams params(SamplingParams sampling, int maxTokens) {
    return LlmCallParams.DEFAULT.withSampling(sampling).withMaxTokens(maxTokens);
  }

  private static LlmCallParams grammar(String gbnf, SamplingParams sampling, int maxTokens) {
    return params(sampling, maxTokens).withFormat(new ResponseFormat.Grammar(gbnf));
  }

  private static SamplingParams hot(Integer seed) {
    return new SamplingParams(3.0, 0, 1.0, 0.0, seed, null, null, null);
  }

  private static long distinct(String text) {
    return text.codePoints().distinct().count();
  }
}
