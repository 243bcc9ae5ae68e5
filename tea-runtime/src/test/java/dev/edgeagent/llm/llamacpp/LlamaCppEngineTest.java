package dev.edgeagent.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.edgeagent.llm.AnswerListener;
import dev.edgeagent.llm.ChatMessage;
import dev.edgeagent.llm.ContextSettings;
import dev.edgeagent.llm.FakeImage;
import dev.edgeagent.llm.GgufFile;
import dev.edgeagent.llm.KvType;
import dev.edgeagent.llm.LlmBackend;
import dev.edgeagent.llm.LlmCallParams;
import dev.edgeagent.llm.LlmResult;
import dev.edgeagent.llm.LoadSettings;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.SamplingParams;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of this engine alone; {@link LlamaCppContractTest} has what holds of all. */
class LlamaCppEngineTest {

  private static final Path NATIVES = Path.of(System.getProperty("tea.natives"));
  private static final Path MODEL = Path.of(System.getProperty("tea.models"), "demo/demo.gguf");
  private static final SamplingParams GREEDY = SamplingParams.greedy();
  private static final ChatMessage QUESTION =
      new ChatMessage("user", "What is the capital of France?");
  private static final String ANSWER = "The capital of France is Paris.";

  private static final LlamaCppEngine ENGINE = new LlamaCppEngine(NATIVES, _ -> {});
  private static LlmBackend demo;

  @TempDir Path directory;

  @BeforeAll
  static void load() throws ModelException {
    demo = ENGINE.load(GgufFile.open(MODEL, null), LoadSettings.AUTO);
  }

  @AfterAll
  static void close() {
    demo.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void answersTheSameAfterAnInterruptedAnswer(int threads) throws Exception {
    var params = greedy(15).withContext(new ContextSettings(0, threads, 0, KvType.F16, null));
    String question = "What is that? ".repeat(8);
    LlmBackend fresh = gemma(4096);
    LlmResult expected = fresh.complete(question, params);
    fresh.close();

    LlmBackend gemma = gemma(4096);
    List<String> pieces = new ArrayList<>();
    AnswerListener interrupting =
        piece -> {
          pieces.add(piece);
          if (pieces.size() == 10) {
            Thread.currentThread().interrupt();
          }
          return true;
        };
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> gemma.complete(question, params, interrupting));
    assertThat(pieces).hasSize(10);
    assertThat(Thread.interrupted()).isFalse();

    LlmResult again = gemma.complete(question, params);
    assertThat(again.content()).isEqualTo(expected.content());
    assertThat(again.timings().promptTokens()).isEqualTo(1); // the rest was kept
    gemma.close();
  }

  /** The sliding window's cache has room for little more than a batch, and the next one wraps. */
  @Test
  void readsOnAfterAnInterruptedPrompt() throws Exception {
    String prompt = "The capital of France is Paris. ".repeat(60);
    LlmBackend fresh = gemma(4096);
    LlmResult expected = fresh.complete(prompt, greedy(20));
    fresh.close();

    LlmBackend gemma = gemma(4096);
    LlmResult beginning = gemma.complete(prompt.substring(0, 700), greedy(1));
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> gemma.complete(prompt, greedy(20)));

    LlmResult again = gemma.complete(prompt, greedy(20));
    assertThat(again.content()).isEqualTo(expected.content());
    assertThat(again.timings().promptTokens())
        .isEqualTo(expected.usage().promptTokens() - beginning.usage().promptTokens());
    gemma.close();
  }

  @Test
  void mapsTheModelWhereItIsInAnImage() throws Exception {
    byte[] model = Files.readAllBytes(MODEL);
    Path image = FakeImage.write(directory.resolve("tea.AppImage"), model);
    Path pointer =
        Files.writeString(
            directory.resolve("demo.gguf"),
            "tea-extent 1\noffset 96\nsize %d\n".formatted(model.length));

    LlmBackend inImage = ENGINE.load(GgufFile.open(pointer, image), LoadSettings.AUTO);

    assertThat(inImage.chat(List.of(QUESTION), greedy(100)).content()).isEqualTo(ANSWER);
    assertThat(Files.readAllLines(Path.of("/proc/self/maps")))
        .anyMatch(line -> line.endsWith(image.toString()));
    inImage.close();
    assertThat(Files.readAllLines(Path.of("/proc/self/maps")))
        .noneMatch(line -> line.endsWith(image.toString()));
  }

  @Test
  void saysWhatLlamaCppSaysOfAModelThatItDoesNotKnow() throws Exception {
    byte[] unknown = Files.readAllBytes(MODEL);
    replace(unknown, "llama", "lamal");
    Path file = Files.write(directory.resolve("unknown.gguf"), unknown);

    ModelException e =
        catchThrowableOfType(
            ModelException.class, () -> ENGINE.load(GgufFile.open(file, null), LoadSettings.AUTO));

    assertThat(e)
        .hasMessageStartingWith("model unknown.gguf: llama.cpp cannot load it: ")
        .hasMessageContaining("lamal");
  }

  @Test
  void saysWhereItsLibrariesAreMissing() throws Exception {
    GgufFile gguf = GgufFile.open(MODEL, null);
    var engine = new LlamaCppEngine(directory.resolve("none"), _ -> {});
    ModelException e =
        catchThrowableOfType(ModelException.class, () -> engine.load(gguf, LoadSettings.AUTO));
    assertThat(e)
        .hasMessage("llama.cpp's libraries are not in " + directory + "/none: no such directory");
    var empty = new LlamaCppEngine(directory, _ -> {});
    e = catchThrowableOfType(ModelException.class, () -> empty.load(gguf, LoadSettings.AUTO));
    assertThat(e)
        .hasMessage("llama.cpp's libraries are not in " + directory + ": there is no libllama.*so");
  }

  private LlmBackend gemma(int context) throws Exception {
    Path file = Files.write(directory.resolve("gemma.gguf"), TinyGemma.bytes(context));
    return ENGINE.load(GgufFile.open(file, null), LoadSettings.AUTO);
  }

  private static LlmCallParams greedy(int maxTokens) {
    return LlmCallParams.DEFAULT.withSampling(GREEDY).withMaxTokens(maxTokens);
  }

  @Test
  void aClosedModelIsNotUsed() throws Exception {
    LlmBackend model = gemma(512);
    model.close();
    model.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> model.complete("x", greedy(1)))
        .withMessage("model gemma is closed");
    assertThatIllegalStateException()
        .isThrownBy(() -> model.embed(List.of("x"), ContextSettings.AUTO));
  }

  /** The architecture's name wherever the header has it, up to the first tensor. */
  private static void replace(byte[] bytes, String from, String to) {
    byte[] old = from.getBytes();
    for (int i = 0; i < 4096; i++) {
      if (java.util.Arrays.equals(bytes, i, i + old.length, old, 0, old.length)) {
        System.arraycopy(to.getBytes(), 0, bytes, i, to.length());
      }
    }
  }
}
