package dev.edgeagent.cli.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgeagent.llm.LlmBackend;
import dev.edgeagent.llm.LlmCallParams;
import dev.edgeagent.llm.LoadSettings;
import dev.edgeagent.llm.LocalModels;
import dev.edgeagent.llm.SamplingParams;
import dev.edgeagent.llm.llamacpp.LlamaCppEngine;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Conversations with the demo model, and Ctrl-C at chosen moments of them. */
class ChatLoopTest {

  private static final String TEA =
      "tea is a workflow engine with a language model inside. You describe the work in a YAML file"
          + " and run it with one command.\n";

  private static LocalModels models;
  private static LlmBackend model;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** When Ctrl-C is pressed: with the text so far, empty before there is any. */
  private String pressedAt = "never";

  @BeforeAll
  static void load() throws Exception {
    models =
        new LocalModels(
            new LlamaCppEngine(Path.of(System.getProperty("tea.natives")), _ -> {}), null);
    model =
        models.get(Path.of(System.getProperty("tea.models"), "demo/demo.gguf"), LoadSettings.AUTO);
  }

  @AfterAll
  static void close() {
    models.close();
  }

  @Test
  void answersWhileTheConversationLasts() throws Exception {
    assertThat(chat("What is 2+2?", "", "What is the capital of France?"))
        .isEqualTo(ChatLoop.End.DONE);
    assertThat(out()).isEqualTo("2+2 is 4.\nThe capital of France is Paris.\n");
    assertThat(err()).isEmpty();
  }

  @Test
  void ctrlCEndsAnAnswerWithItsNextPieceAndTheConversationKeepsWhatWasShown() throws Exception {
    pressedAt = "tea is a workflow";
    assertThat(chat("What is tea?", "/stats")).isEqualTo(ChatLoop.End.DONE);
    assertThat(out()).startsWith("tea is a workflow").hasSizeLessThan(TEA.length()).endsWith("\n");
    assertThat(err()).startsWith("(stopped)\nmodel    demo").contains("\nanswers  1\n");
  }

  @Test
  void ctrlCBeforeTheAnswerTakesTheMessageBack() throws Exception {
    pressedAt = "";
    assertThat(chat("What is tea?", "/stats")).isEqualTo(ChatLoop.End.DONE);
    assertThat(out()).isEmpty();
    assertThat(err())
        .isEqualTo(
            """
            (stopped; the message is not part of the conversation)
            model    demo
            answers  0
            all      0 prompt tokens, 0 made
            context  0 tokens used
            """);
  }

  @Test
  void goesOnAfterAnInterruptedAnswer() throws Exception {
    pressedAt = "";
    assertThat(chat("What is tea?", "What is 2+2?")).isEqualTo(ChatLoop.End.DONE);
    assertThat(err()).startsWith("(stopped; the message is not part of the conversation)\n");
    assertThat(out()).isEqualTo("2+2 is 4.\n");
  }

  @Test
  void ctrlCWithNothingTypedEndsIt() throws Exception {
    var messages =
        new Script(
            List.of(
                new Messages.Next.TakenBack(),
                new Messages.Next.Interrupted(),
                new Messages.Next.Typed("What is 2+2?")));
    assertThat(loop(messages).run()).isEqualTo(ChatLoop.End.INTERRUPTED);
    assertThat(out()).isEmpty();
  }

  @Test
  void showsNothingThatControlsATerminal() {
    try (var shown = output(true).answer()) {
      shown.show("a\u001b[2Jb\u0007\t\r");
    }
    try (var shown = output(false).answer()) {
      shown.show("a\u001b");
    }
    assertThat(out()).isEqualTo("a[2Jb\t\na\u001b\n");
  }

  private ChatLoop.End chat(String... typed) throws Exception {
    List<Messages.Next> all =
        List.of(typed).stream().<Messages.Next>map(Messages.Next.Typed::new).toList();
    return loop(new Script(all)).run();
  }

  private ChatLoop loop(Messages messages) {
    return new ChatLoop(
        model,
        LlmCallParams.DEFAULT.withSampling(SamplingParams.greedy()),
        null,
        messages,
        output(false));
  }

  private ChatOutput output(boolean isTerminal) {
    return new ChatOutput(
        new PrintStream(out, true, StandardCharsets.UTF_8) {
          @Override
          public void flush() {
            super.flush();
            if (!pressedAt.isEmpty() && out().startsWith(pressedAt)) {
              pressCtrlC.run();
            }
          }
        },
        new PrintStream(err, true, StandardCharsets.UTF_8),
        _ -> {},
        isTerminal);
  }

  private Runnable pressCtrlC = () -> {};

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8).replaceAll(", loaded in .* s", "");
  }

  /** What somebody types, and when he presses Ctrl-C. */
  private final class Script implements Messages {
    private final Deque<Next> left;

    Script(List<Next> all) {
      left = new ArrayDeque<>(all);
    }

    @Override
    public Next next() {
      return left.isEmpty() ? new Next.End() : left.remove();
    }

    @Override
    public Interrupts onInterrupt(Runnable stop) {
      if (pressedAt.isEmpty()) {
        pressedAt = "never";
        stop.run();
      }
      pressCtrlC = stop;
      return () -> pressCtrlC = () -> {};
    }

    @Override
    public void close() {}
  }
}
