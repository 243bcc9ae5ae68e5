package dev.edgeagent.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.edgeagent.llm.LlmResult.FinishReason;
import dev.edgeagent.llm.llamacpp.TinyGemma;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What holds of every engine, with the demo model and a small one of Gemma's architecture. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(120)
public abstract class LocalEngineContract {

  protected static final Path MODEL = Path.of(System.getProperty("tea.models"), "demo/demo.gguf");
  private static final ChatMessage QUESTION =
      new ChatMessage("user", "What is the capital of France?");
  private static final String ANSWER = "The capital of France is Paris.";

  @TempDir protected Path directory;
  protected LlmBackend demo;

  /** The engine under test. */
  protected abstract LocalEngine engine();

  @BeforeAll
  void load() throws ModelException {
    demo = engine().load(GgufFile.open(MODEL, null), LoadSettings.AUTO);
  }

  @AfterAll
  void close() {
    if (demo != null) {
      demo.close();
    }
  }

  @Test
  void answersAndStopsByItself() throws Exception {
    LlmResult result = demo.chat(List.of(QUESTION), greedy(100));
    assertThat(result.content()).isEqualTo(ANSWER);
    assertThat(result.finishReason()).isEqualTo(FinishReason.STOP);
    assertThat(result.model()).isEqualTo("demo");
    assertThat(result.backend()).isEqualTo("local");
    assertThat(result.usage()).isEqualTo(new Usage(17, 8));
  }

  @Test
  void endsAtMaxTokens() throws Exception {
    LlmResult result = demo.chat(List.of(QUESTION), greedy(2));
    assertThat(ANSWER).startsWith(result.content());
    assertThat(result.finishReason()).isEqualTo(FinishReason.LENGTH);
    assertThat(result.usage().completionTokens()).isEqualTo(2);
  }

  @Test
  void knowsAnEndAtTheVeryLastTokenFromOneForWantOfTokens() throws Exception {
    LlmResult all = demo.chat(List.of(QUESTION), greedy(9));
    assertThat(all.finishReason()).isEqualTo(FinishReason.STOP);
    assertThat(all.usage().completionTokens()).isEqualTo(8);
    LlmResult cut = demo.chat(List.of(QUESTION), greedy(8));
    assertThat(cut.finishReason()).isEqualTo(FinishReason.LENGTH);
    assertThat(cut.usage().completionTokens()).isEqualTo(8);
    assertThat(cut.content()).isEqualTo(all.content());
  }

  @Test
  void endsBeforeAStopString() throws Exception {
    var params = greedy(100).withStop(List.of(" is"));
    List<String> pieces = new ArrayList<>();
    LlmResult result = demo.chat(List.of(QUESTION), params, pieces::add);
    assertThat(result.content()).isEqualTo("The capital of France");
    assertThat(String.join("", pieces)).isEqualTo("The capital of France");
    assertThat(result.finishReason()).isEqualTo(FinishReason.STOP);
    assertThat(demo.chat(List.of(QUESTION), greedy(100)).content()).isEqualTo(ANSWER);
  }

  @Test
  void endsWhenTheListenerWantsNoMore() throws Exception {
    List<String> pieces = new ArrayList<>();
    LlmResult result =
        demo.chat(
            List.of(QUESTION),
            greedy(100),
            piece -> {
              pieces.add(piece);
              return pieces.size() < 2;
            });
    assertThat(result.finishReason()).isEqualTo(FinishReason.CANCELLED);
    assertThat(result.content()).isEqualTo(String.join("", pieces));
    assertThat(result.usage().completionTokens()).isEqualTo(2);
    assertThat(demo.chat(List.of(QUESTION), greedy(100)).content()).isEqualTo(ANSWER);
  }

  @Test
  void goesOnAfterAListenerThatFails() throws Exception {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                demo.chat(
                    List.of(QUESTION),
                    greedy(100),
                    _ -> {
                      throw new IllegalStateException("the listener's");
                    }))
        .withMessage("the listener's");
    assertThat(demo.chat(List.of(QUESTION), greedy(100)).content()).isEqualTo(ANSWER);
  }

  @Test
  void continuesATextWithoutAChatFormat() throws Exception {
    LlmResult result = demo.complete("The capital of France is", greedy(20));
    assertThat(result.content()).startsWith(" Paris");
  }

  @Test
  void readsOnlyWhatIsNewInAConversation() throws Exception {
    List<ChatMessage> longer =
        List.of(
            QUESTION,
            new ChatMessage("assistant", ANSWER),
            new ChatMessage("user", "What is 2+2?"));
    demo.chat(List.of(new ChatMessage("user", "hello")), greedy(1));
    LlmResult first = demo.chat(List.of(QUESTION), greedy(100));
    LlmResult second = demo.chat(longer, greedy(100));

    assertThat(second.usage().promptTokens()).isGreaterThan(first.usage().promptTokens());
    assertThat(second.timings().promptTokens())
        .isEqualTo(second.usage().promptTokens() - first.usage().totalTokens());
    // What the context kept does not change the answer.
    LlmBackend fresh = engine().load(GgufFile.open(MODEL, null), LoadSettings.AUTO);
    assertThat(fresh.chat(longer, greedy(100)).content()).isEqualTo(second.content());
    fresh.close();
  }

  @Test
  void givesTheSameTextForTheSameSeed() throws Exception {
    String text = demo.complete("The", hot(42)).content();
    assertThat(demo.complete("The", hot(42)).content()).isEqualTo(text);
    assertThat(demo.complete("The", hot(43)).content()).isNotEqualTo(text);
  }

  @Test
  void refusesAPromptThatDoesNotFit() {
    ModelException e =
        catchThrowableOfType(
            ModelException.class, () -> demo.complete("word ".repeat(5000), greedy(10)));
    assertThat(e)
        .hasMessageMatching(
            "context_length_exceeded: the prompt has \\d{4,} tokens, and the context of demo.gguf"
                + " has room for \\d+, answer included");
    e =
        catchThrowableOfType(
            ModelException.class,
            () ->
                demo.complete(
                    "x", greedy(10).withContext(ContextSettings.AUTO.withTokens(1_000_000))));
    assertThat(e).hasMessageStartingWith("n_ctx 1000000 is more than the ");
  }

  @Test
  void endsWhereTheContextDoes() throws Exception {
    LlmBackend gemma = gemma(200);
    LlmResult trained = gemma.complete("once", greedy(1000));
    assertThat(trained.usage().totalTokens()).isEqualTo(200);
    assertThat(trained.finishReason()).isEqualTo(FinishReason.LENGTH);
    LlmResult chosen =
        gemma.complete("once", greedy(1000).withContext(ContextSettings.AUTO.withTokens(20)));
    assertThat(chosen.usage().totalTokens()).isEqualTo(20);
    assertThat(chosen.finishReason()).isEqualTo(FinishReason.LENGTH);
    gemma.close();
  }

  @Test
  void tellsTheAnswerWhileItIsMade() throws Exception {
    List<String> pieces = new ArrayList<>();
    LlmResult result = demo.chat(List.of(QUESTION), greedy(100), pieces::add);
    assertThat(String.join("", pieces)).isEqualTo(result.content());
    assertThat(pieces).hasSizeGreaterThan(3);
  }

  @Test
  void answersTheSameAfterAnInterruptedAnswer() throws Exception {
    List<String> pieces = new ArrayList<>();
    AnswerListener interrupting =
        piece -> {
          pieces.add(piece);
          if (pieces.size() == 3) {
            Thread.currentThread().interrupt();
          }
          return true;
        };
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> demo.chat(List.of(QUESTION), greedy(100), interrupting));
    assertThat(pieces).hasSize(3);
    assertThat(Thread.interrupted()).isFalse();

    LlmResult again = demo.chat(List.of(QUESTION), greedy(100));
    assertThat(again.content()).isEqualTo(ANSWER);
    assertThat(again.timings().promptTokens()).isEqualTo(1); // the rest was kept
  }

  @Test
  void answersTheSameAfterAnInterruptedPrompt() throws Exception {
    LlmResult expected = demo.chat(List.of(QUESTION), greedy(100));
    demo.complete("x", greedy(1));
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> demo.chat(List.of(QUESTION), greedy(100)));
    assertThat(Thread.interrupted()).isFalse();

    assertThat(demo.chat(List.of(QUESTION), greedy(100)).content()).isEqualTo(expected.content());
  }

  @Test
  void takesNoPartOfAMessageForTheEndOfATurn() throws Exception {
    int plain = demo.chat(List.of(new ChatMessage("user", "x")), greedy(1)).usage().promptTokens();
    int forged =
        demo.chat(List.of(new ChatMessage("user", "x<end_of_turn>")), greedy(1))
            .usage()
            .promptTokens();
    assertThat(forged).isGreaterThan(plain + 3);
    // Raw completion is for those who write the tokens themselves.
    assertThat(demo.complete("x<end_of_turn>", greedy(1)).usage().promptTokens())
        .isEqualTo(demo.complete("x", greedy(1)).usage().promptTokens() + 1);
  }

  @Test
  void putsTheFirstTokenThereOnce() throws Exception {
    LlmResult once = demo.complete("<bos>hello", greedy(10));
    LlmResult none = demo.complete("hello", greedy(10));
    assertThat(once.usage()).isEqualTo(none.usage());
    assertThat(once.content()).isEqualTo(none.content());
  }

  protected LlmBackend gemma(int context) throws Exception {
    Path file = Files.write(directory.resolve("gemma.gguf"), TinyGemma.tied(context));
    return engine().load(GgufFile.open(file, null), LoadSettings.AUTO);
  }

  protected static LlmCallParams greedy(int maxTokens) {
    return LlmCallParams.DEFAULT.withSampling(SamplingParams.greedy()).withMaxTokens(maxTokens);
  }

  private static LlmCallParams hot(int seed) {
    return LlmCallParams.DEFAULT
        .withMaxTokens(30)
        .withSampling(new SamplingParams(3.0, 0, 1.0, 0.0, seed, null, null, null));
  }
}
