package dev.edgeagent.llm.jllama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.edgeagent.llm.ChatMessage;
import dev.edgeagent.llm.ContextSettings;
import dev.edgeagent.llm.EmbedResult;
import dev.edgeagent.llm.FakeImage;
import dev.edgeagent.llm.GgufFile;
import dev.edgeagent.llm.GgufWriter;
import dev.edgeagent.llm.KvType;
import dev.edgeagent.llm.LlmBackend;
import dev.edgeagent.llm.LlmCallParams;
import dev.edgeagent.llm.LlmResult;
import dev.edgeagent.llm.LoadSettings;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.ResponseFormat;
import dev.edgeagent.llm.SamplingParams;
import dev.edgeagent.llm.TinyBert;
import dev.edgeagent.llm.llamacpp.LlamaCppEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the portable engine does in its own way, or not at all. */
class JllamaEngineTest {

  private static final Path MODEL = Path.of(System.getProperty("tea.models"), "demo/demo.gguf");
  private static final Path NATIVES = Path.of(System.getProperty("tea.natives"));
  private static final ChatMessage QUESTION =
      new ChatMessage("user", "What is the capital of France?");

  private static LlmBackend demo;

  @TempDir Path directory;

  @BeforeAll
  static void load() throws ModelException {
    Jllama.assumeItRuns();
    demo = Jllama.engine().load(GgufFile.open(MODEL, null), LoadSettings.AUTO);
  }

  @AfterAll
  static void close() {
    if (demo != null) {
      demo.close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "What is the capital of France?",
        "What is 2+2?",
        "What is tea?",
        "Who are you?",
        "Wie heißt die Hauptstadt von Österreich? 🍵",
        "hello"
      })
  void writesTheTextOfTheBundledEngine(String question) throws Exception {
    var engine = new LlamaCppEngine(NATIVES, _ -> {});
    try (LlmBackend bundled = engine.load(GgufFile.open(MODEL, null), LoadSettings.AUTO)) {
      var message = List.of(new ChatMessage("user", question));
      LlmResult expected = bundled.chat(message, greedy(60));
      LlmResult result = demo.chat(message, greedy(60));
      assertThat(result.content()).isEqualTo(expected.content());
      assertThat(result.finishReason()).isEqualTo(expected.finishReason());
      assertThat(result.usage()).isEqualTo(expected.usage());
      assertThat(demo.complete(question, greedy(60)).content())
          .isEqualTo(bundled.complete(question, greedy(60)).content());
    }
  }

  @ParameterizedTest
  @EnumSource(KvType.class)
  void answersInEveryPrecisionOfTheContext(KvType type) throws Exception {
    var params = greedy(100).withContext(new ContextSettings(512, 1, 64, type, null));
    assertThat(demo.chat(List.of(QUESTION), params).content()).contains("Paris");
  }

  @Test
  void keepsToAGrammar() throws Exception {
    var json = greedy(40).withFormat(new ResponseFormat.Grammar("root ::= \"[\" [0-9]{3} \"]\""));
    assertThat(demo.complete("Numbers:", json).content()).matches("\\[[0-9]{3}]");
    ModelException e =
        catchThrowableOfType(
            ModelException.class,
            () ->
                demo.complete("x", greedy(5).withFormat(new ResponseFormat.Grammar("root ::= a"))));
    assertThat(e).hasMessageContaining("a");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void makesVectorsOfLengthOne(int pooling) throws Exception {
    try (LlmBackend bert = bert(pooling)) {
      EmbedResult result = bert.embed(List.of("tea", "the tea", "tea"), ContextSettings.AUTO);

      assertThat(result.vectors()).hasSize(3);
      assertThat(result.vectors().get(0)).isEqualTo(result.vectors().get(2));
      assertThat(result.vectors().get(0)).isNotEqualTo(result.vectors().get(1));
      for (float[] vector : result.vectors()) {
        double square = 0;
        for (float number : vector) {
          square += number * number;
        }
        assertThat(square).isCloseTo(1, within(1e-5));
      }
      assertThat(result.tokens()).isEqualTo(10); // each with a token before and one after it
      assertThat(result.model()).isEqualTo("bert");
    }
  }

  @Test
  void refusesATextThatIsTooLongForAVector() throws Exception {
    try (LlmBackend bert = bert(1)) {
      ModelException e =
          catchThrowableOfType(
              ModelException.class,
              () -> bert.embed(List.of("tea ".repeat(63)), ContextSettings.AUTO));
      assertThat(e)
          .hasMessage(
              "context_length_exceeded: the text has 65 tokens, and the context of bert.gguf has"
                  + " room for 64");
      assertThat(bert.embed(List.of("tea ".repeat(62)), ContextSettings.AUTO).tokens())
          .isEqualTo(64);
    }
  }

  @Test
  void saysWhichModelsMakeNoVectors() throws Exception {
    ModelException e =
        catchThrowableOfType(
            ModelException.class, () -> demo.embed(List.of("tea"), ContextSettings.AUTO));
    assertThat(e).hasMessage("engine 'jllama' makes no embeddings with model demo.gguf (llama)");
    e = catchThrowableOfType(ModelException.class, () -> bert(4));
    assertThat(e).hasMessage("model bert.gguf (bert) ranks texts");
  }

  @Test
  void saysThatAModelForEmbeddingsWritesNoText() throws Exception {
    try (LlmBackend bert = bert(1)) {
      ModelException e =
          catchThrowableOfType(ModelException.class, () -> bert.complete("tea", greedy(3)));
      assertThat(e)
          .hasMessage("model bert.gguf (bert) cannot generate text: it is made for embeddings");
    }
  }

  private LlmBackend bert(int pooling) throws Exception {
    Path file = Files.write(directory.resolve("bert.gguf"), TinyBert.bytes(pooling));
    return Jllama.engine().load(GgufFile.open(file, null), LoadSettings.AUTO);
  }

  @Test
  void saysWhatItIsTooOldFor() throws Exception {
    byte[] newer = new GgufWriter().with("general.architecture", "gemma3n").bytes();
    assertThat(failure(newer, LoadSettings.AUTO, Jllama.ENVIRONMENT))
        .isEqualTo(
            "engine 'jllama' does not know the architecture 'gemma3n' of model x.gguf: its"
                + " llama.cpp is b4916, of March 2025, which is too old for gemma3n, qwen3, llama4"
                + " and all that came later\n  Fix: use engine: llamacpp");
  }

  @Test
  void refusesLayersOnAGpuThatItDoesNotKnow() throws Exception {
    byte[] model = Files.readAllBytes(MODEL);
    assertThat(failure(model, new LoadSettings("jllama", -1, false), Jllama.ENVIRONMENT))
        .startsWith("n_gpu_layers is -1, and the library of engine 'jllama' computes on the CPU");
  }

  @Test
  void refusesTheVariablesOfLlamaServer() throws Exception {
    Map<String, String> environment = new HashMap<>(Jllama.ENVIRONMENT);
    environment.put("LLAMA_ARG_CTX_SIZE", "many");
    assertThat(failure(Files.readAllBytes(MODEL), LoadSettings.AUTO, environment))
        .isEqualTo(
            "engine 'jllama' would take settings from the variable LLAMA_ARG_CTX_SIZE, which is"
                + " meant for llama-server\n  Fix: unset it: env -u LLAMA_ARG_CTX_SIZE tea ...");
  }

  @Test
  void refusesAModelInsideOfAnImage() throws Exception {
    byte[] model = Files.readAllBytes(MODEL);
    Path image = FakeImage.write(directory.resolve("tea.AppImage"), model);
    Path pointer =
        Files.writeString(
            directory.resolve("demo.gguf"),
            "tea-extent 1\noffset 96\nsize %d\n".formatted(model.length));
    GgufFile gguf = GgufFile.open(pointer, image);
    ModelException e =
        catchThrowableOfType(
            ModelException.class, () -> Jllama.engine().load(gguf, LoadSettings.AUTO));
    assertThat(e).hasMessage("engine 'jllama' cannot read model demo.gguf inside of an AppImage");
  }

  @Test
  void refusesAModelThatItCannotReadAndGoesOn() throws Exception {
    byte[] incomplete = new GgufWriter().with("general.architecture", "llama").bytes();
    assertThat(failure(incomplete, LoadSettings.AUTO, Jllama.ENVIRONMENT))
        .startsWith("model x.gguf: engine 'jllama' cannot load it with n_ctx ");
    assertThat(demo.chat(List.of(QUESTION), greedy(50)).content())
        .isEqualTo("The capital of France is Paris.");
  }

  private String failure(byte[] model, LoadSettings settings, Map<String, String> environment)
      throws Exception {
    Path file = Files.write(directory.resolve("x.gguf"), model);
    GgufFile gguf = GgufFile.open(file, null);
    ModelException e =
        catchThrowableOfType(
            ModelException.class,
            () -> new JllamaEngine(environment, _ -> {}).load(gguf, settings));
    return e.getMessage() + "\n  Fix: " + e.fix();
  }

  private static LlmCallParams greedy(int maxTokens) {
    return LlmCallParams.DEFAULT.withSampling(SamplingParams.greedy()).withMaxTokens(maxTokens);
  }
}
