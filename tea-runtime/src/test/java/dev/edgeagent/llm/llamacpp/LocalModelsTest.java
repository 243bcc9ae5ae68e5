package dev.edgeagent.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.edgeagent.llm.AnswerListener;
import dev.edgeagent.llm.LlmBackend;
import dev.edgeagent.llm.LlmCallParams;
import dev.edgeagent.llm.LoadSettings;
import dev.edgeagent.llm.LocalModels;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.SamplingParams;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several threads, one process, llama.cpp. */
@Timeout(120)
class LocalModelsTest {

  private static final Set<Thread.State> WAITING =
      EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);
  private static final Path DEMO = Path.of(System.getProperty("tea.models"), "demo/demo.gguf");

  private final LlamaCppEngine engine =
      new LlamaCppEngine(Path.of(System.getProperty("tea.natives")), _ -> {});
  private final LocalModels models = new LocalModels(engine, null);

  @TempDir Path directory;
  private Path model;

  @BeforeEach
  void copyModel() throws Exception {
    model = Files.copy(DEMO, directory.resolve("demo.gguf"));
  }

  @AfterEach
  void close() {
    models.close();
  }

  @Test
  void givesEachOfEightThreadsTheAnswerOfALoneCall() throws Exception {
    List<String> prompts =
        List.of(
            "The capital of France is",
            "The capital of France",
            "The capital of Spain is",
            "What is 2+2?",
            "tea is",
            "A workflow",
            "x".repeat(400),
            "Hello");
    List<String> alone = new ArrayList<>();
    for (String prompt : prompts) {
      try (var fresh = new LocalModels(engine, null)) {
        alone.add(fresh.get(model, LoadSettings.AUTO).complete(prompt, greedy(30)).content());
      }
    }

    List<Task<String>> tasks =
        prompts.stream()
            .map(
                p ->
                    begin(
                        () ->
                            models.get(model, LoadSettings.AUTO).complete(p, greedy(30)).content()))
            .toList();
    List<String> together = new ArrayList<>();
    for (Task<String> task : tasks) {
      together.add(task.result().get());
    }

    assertThat(together).isEqualTo(alone);
  }

  @Test
  void readsATextThatOverflowsAnOrdinaryStackInNativeCode() throws Exception {
    String text = "a".repeat(400_000);
    Path recursive =
        Files.write(directory.resolve("gemma.gguf"), TinyGemma.withRecursiveTokenizer(200));
    var task = begin(() -> models.get(recursive, LoadSettings.AUTO).complete(text, greedy(1)));
    assertThat(task.failure())
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("context_length_exceeded: the prompt has ");
  }

  @Test
  void stopsAnAnswerWhoseCallerIsInterrupted() throws Exception {
    LlmBackend demo = models.get(model, LoadSettings.AUTO);
    String expected = demo.complete("The capital of France is", greedy(20)).content();
    var listener = new HoldingListener();
    var task = begin(() -> demo.complete("The capital of Spain is", greedy(100), listener));
    listener.held.await();

    task.thread().interrupt();

    assertThat(task.failure()).isInstanceOf(InterruptedException.class);
    assertThat(demo.complete("The capital of France is", greedy(20)).content()).isEqualTo(expected);
    assertThat(listener.pieces).hasSize(1);
  }

  @Test
  void dropsACallWhoseCallerIsInterruptedWhileHeWaits() throws Exception {
    LlmBackend demo = models.get(model, LoadSettings.AUTO);
    var holding = new HoldingListener();
    var first = begin(() -> demo.complete("The capital of Spain is", greedy(20), holding));
    holding.held.await();
    List<String> unheard = new ArrayList<>();
    var second = begin(() -> demo.complete("Hello", greedy(20), unheard::add));
    second.awaitWaiting();
    List<String> heard = new ArrayList<>();
    var third = begin(() -> demo.complete("The capital of France is", greedy(20), heard::add));
    third.awaitWaiting();

    second.thread().interrupt();

    assertThat(second.failure()).isInstanceOf(InterruptedException.class);
    assertThat(first.result().isDone()).isFalse();
    holding.release.countDown();
    assertThat(first.result().get().content()).isEqualTo(String.join("", holding.pieces));
    assertThat(third.result().get().content()).isEqualTo(String.join("", heard)).contains("Paris");
    assertThat(unheard).isEmpty();
  }

  @Test
  void endsAllCallsBeforeItFreesTheModel() throws Exception {
    LlmBackend demo = models.get(model, LoadSettings.AUTO);
    var listener = new HoldingListener();
    var running = begin(() -> demo.complete("The capital of Spain is", greedy(100), listener));
    listener.held.await();
    var waiting = begin(() -> demo.complete("Hello", greedy(20)));
    waiting.awaitWaiting();
    assertThat(isMapped()).isTrue();

    models.close();

    assertThat(isMapped()).isFalse();
    assertThat(running.failure()).isInstanceOf(InterruptedException.class);
    assertThat(waiting.failure()).isInstanceOf(InterruptedException.class);
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> demo.complete("Hello", greedy(20)));
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> models.get(model, LoadSettings.AUTO));
    assertThat(listener.pieces).hasSize(1);
  }

  @Test
  void givesTheCallerWhatTheListenerThrows() throws Exception {
    LlmBackend demo = models.get(model, LoadSettings.AUTO);
    AnswerListener failing =
        _ -> {
          throw new IllegalStateException("the listener's");
        };
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> demo.complete("Hello", greedy(20), failing))
        .withMessage("the listener's");
    assertThat(demo.complete("The capital of France is", greedy(20)).content())
        .startsWith(" Paris");
  }

  @Test
  void loadsAModelOnceForAllWhoAskMeanwhile() throws Exception {
    var gate = new CountDownLatch(1);
    var loads = new AtomicInteger();
    try (var gated = gated(gate, loads)) {
      var first = begin(() -> gated.get(model, LoadSettings.AUTO));
      var second = begin(() -> gated.get(model, LoadSettings.AUTO));
      first.awaitWaiting();
      second.awaitWaiting();
      gate.countDown();
      assertThat(first.result().get()).isSameAs(second.result().get());
      assertThat(loads).hasValue(1);
    }
  }

  @Test
  void loadsOnForTheNextWhenACallerIsInterrupted() throws Exception {
    var gate = new CountDownLatch(1);
    var loads = new AtomicInteger();
    try (var gated = gated(gate, loads)) {
      var interrupted = begin(() -> gated.get(model, LoadSettings.AUTO));
      interrupted.awaitWaiting();
      interrupted.thread().interrupt();
      assertThat(interrupted.failure()).isInstanceOf(InterruptedException.class);
      gate.countDown();
      assertThat(
              gated
                  .get(model, LoadSettings.AUTO)
                  .complete("The capital of France is", greedy(20))
                  .content())
          .startsWith(" Paris");
      assertThat(loads).hasValue(1);
    }
  }

  @Test
  void loadsOneModelWhileAnotherStillLoads() throws Exception {
    var gate = new CountDownLatch(1);
    Path other = Files.write(directory.resolve("gemma.gguf"), TinyGemma.bytes(200));
    try (var gated =
        new LocalModels(
            (gguf, settings) -> {
              if (gguf.name().equals("demo.gguf")) {
                awaitUninterruptibly(gate);
              }
              return engine.load(gguf, settings);
            },
            null)) {
      var slow = begin(() -> gated.get(model, LoadSettings.AUTO));
      slow.awaitWaiting();
      assertThat(
              gated
                  .get(other, LoadSettings.AUTO)
                  .complete("x", greedy(3))
                  .usage()
                  .completionTokens())
          .isEqualTo(3);
      assertThat(slow.result().isDone()).isFalse();
      gate.countDown();
      assertThat(slow.result().get()).isNotNull();
    }
  }

  @Test
  void triesAFailedLoadAgain() throws Exception {
    Path later = directory.resolve("later.gguf");
    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(() -> models.get(later, LoadSettings.AUTO))
        .withMessage("model " + later + ": cannot be read: no such file");
    Files.copy(DEMO, later);
    assertThat(models.get(later, LoadSettings.AUTO)).isNotNull();
  }

  @Test
  void closesAModelOnlyOnceItIsLoaded() throws Exception {
    var gate = new CountDownLatch(1);
    var begun = new CountDownLatch(1);
    var gated =
        new LocalModels(
            (gguf, settings) -> {
              begun.countDown();
              awaitUninterruptibly(gate);
              return engine.load(gguf, settings);
            },
            null);
    var waiting = begin(() -> gated.get(model, LoadSettings.AUTO));
    begun.await();
    var closing =
        begin(
            () -> {
              gated.close();
              return true;
            });
    closing.awaitWaiting();
    assertThat(closing.result().isDone()).isFalse();

    gate.countDown();

    assertThat(closing.result().get()).isTrue();
    assertThat(isMapped()).isFalse();
    LlmBackend closed = waiting.result().get();
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> closed.complete("Hello", greedy(20)));
  }

  /** Models whose loads wait. */
  private LocalModels gated(CountDownLatch gate, AtomicInteger loads) {
    return new LocalModels(
        (gguf, settings) -> {
          loads.incrementAndGet();
          awaitUninterruptibly(gate);
          return engine.load(gguf, settings);
        },
        null);
  }

  private boolean isMapped() throws Exception {
    return Files.readAllLines(Path.of("/proc/self/maps")).stream()
        .anyMatch(line -> line.endsWith(model.toString()));
  }

  private static LlmCallParams greedy(int maxTokens) {
    return LlmCallParams.DEFAULT.withSampling(SamplingParams.greedy()).withMaxTokens(maxTokens);
  }

  /** As llama.cpp, which no interrupt stops while it loads. */
  private static void awaitUninterruptibly(CountDownLatch gate) {
    boolean wasInterrupted = false;
    while (gate.getCount() > 0) {
      try {
        gate.await();
      } catch (InterruptedException e) {
        wasInterrupted = true;
      }
    }
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Work on a virtual thread. */
  private record Task<T>(Thread thread, FutureTask<T> result) {

    void awaitWaiting() {
      while (!WAITING.contains(thread.getState())) {
        assertThat(thread.isAlive()).isTrue();
        Thread.onSpinWait();
      }
    }

    Throwable failure() throws InterruptedException {
      try {
        throw new AssertionError("no failure but " + result.get());
      } catch (java.util.concurrent.ExecutionException e) {
        return e.getCause();
      }
    }
  }

  private static <T> Task<T> begin(Callable<T> work) {
    var result = new FutureTask<>(work);
    return new Task<>(Thread.ofVirtual().start(result), result);
  }

  /** Holds the model up at the first piece of its answer, until it is released or interrupted. */
  private static final class HoldingListener implements AnswerListener {
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final List<String> pieces = new ArrayList<>();

    @Override
    public boolean onText(String piece) {
      pieces.add(piece);
      held.countDown();
      try {
        release.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return true;
    }
  }
}
