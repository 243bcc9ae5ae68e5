package dev.edgeagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tea chat} in a pipe. */
class ChatCommandTest {

  @TempDir Path directory;
  private InProcess tea;

  @BeforeEach
  void startTea() {
    tea = new InProcess(directory);
    tea.environment.put(
        "TEA_MODEL_PATH", Path.of(System.getProperty("tea.models"), "demo/demo.gguf").toString());
  }

  @Test
  void answersEachLineOnStdoutAndSaysNothingElse() throws IOException {
    tea.stdin = "What is 2+2?\n\nWhat is the capital of France?";
    assertThat(tea.run("chat", "--temperature", "0")).isZero();
    assertThat(tea.out()).isEqualTo("2+2 is 4.\nThe capital of France is Paris.\n");
    assertThat(tea.err()).isEmpty();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void takesMessagesOfSeveralLines() {
    tea.stdin = "\"\"\"\nWhat is 2+2?\n\"\"\"\n/exit\nWhat is 1+1?\n";
    assertThat(tea.run("chat")).isZero();
    assertThat(tea.out()).isEqualTo("2+2 is 4.\n");
  }

  @Test
  void readsOnlyWhatIsNewOfALongConversation() {
    tea.stdin = "What is 2+2?\nWhat is the capital of France?\n/stats\n/reset\n/stats\n";
    assertThat(tea.run("chat", "--n-ctx", "256")).isZero();
    assertThat(tea.err().replaceAll("\\d+\\.\\d", "N"))
        .isEqualTo(
            """
            model    demo, loaded in N s
            answers  2
            last     read 18 of 42 prompt tokens at N/s, made 8 tokens at N/s
            all      59 prompt tokens, 15 made
            context  50 tokens used of 256
            model    demo, loaded in N s
            answers  0
            all      59 prompt tokens, 15 made
            context  0 tokens used of 256
            """);
  }

  @Test
  void aFullContextIsAnErrorAndTheConversationGoesOn() {
    tea.stdin = "What is tea?\nWhat is tea?\nWhat is tea?\nWhat is 2+2?\n/reset\nWhat is 2+2?\n";
    assertThat(tea.run("chat", "--n-ctx", "96")).isEqualTo(Main.FAILED);
    assertThat(tea.out()).startsWith("tea is a workflow engine").endsWith("\n2+2 is 4.\n");
    assertThat(tea.err())
        .contains("tea: context_length_exceeded: the prompt has ")
        .contains(" room for 96, answer included\n")
        .endsWith(
            "  Fix: /reset forgets the conversation; or start tea chat with a larger --n-ctx\n");
  }

  @Test
  void saysWhyAnAnswerIsCut() {
    tea.stdin = "What is tea?\n";
    assertThat(tea.run("chat", "--max-tokens", "3")).isZero();
    assertThat(tea.out()).isEqualTo("tea is a\n");
    assertThat(tea.err()).isEqualTo("(cut after 3 tokens: --max-tokens allows more)\n");
  }

  @Test
  void tellsWhatTheModelIsTold() throws IOException {
    Files.writeString(directory.resolve("system.txt"), "Be short.\n");
    tea.stdin = "/system\n/system Be kind to all.\n/system\n";
    assertThat(tea.run("chat", "--system", "@" + directory.resolve("system.txt"))).isZero();
    assertThat(tea.err()).isEqualTo("Be short.\n\nBe kind to all.\n");
    assertThat(tea.run("chat", "--system", "@none.txt")).isEqualTo(Main.FAILED);
    assertThat(tea.err())
        .isEqualTo(
            "tea: --system @none.txt cannot be read: no such file\n"
                + "  Fix: check the path after @\n");
  }

  @Test
  void helpsAndRefusesWhatItDoesNotKnow() {
    tea.stdin = "/help\n";
    assertThat(tea.run("chat")).isZero();
    assertThat(tea.err()).startsWith("/system TEXT  tell the model what it is;");
    tea.stdin = "/quit\n";
    assertThat(tea.run("chat")).isEqualTo(Main.FAILED);
    assertThat(tea.err())
        .isEqualTo(
            "tea: there is no command /quit\n"
                + "  Fix: /help lists them; a message that begins with / needs a space before"
                + " it\n");
  }

  @Test
  void explainsWrongOptions() {
    assertUsage("--temperature must be a number, got 'hot'", "--temperature 0.7", "hot");
    assertThat(tea.run("chat", "--top-p", "2")).isEqualTo(Main.USAGE);
    assertThat(tea.err())
        .isEqualTo(
            "tea: --top-p must be above 0, at most 1, got 2.0\n"
                + "  Fix: leave out --top-p, or give it such a value\n");
    assertThat(tea.run("chat", "--n-ctx", "many")).isEqualTo(Main.USAGE);
    assertThat(tea.run("chat", "--max-tokens", "0")).isEqualTo(Main.USAGE);
    assertThat(tea.err()).startsWith("tea: --max-tokens must be 1 or more, got 0\n");
    assertThat(tea.run("chat", "hello")).isEqualTo(Main.USAGE);
    assertThat(tea.err()).isEqualTo("tea: chat takes no hello\n  Fix: tea chat [options]\n");
  }

  @Test
  void needsAModel() {
    tea.environment.clear();
    tea.environment.put("HOME", directory.toString());
    assertThat(tea.run("chat")).isEqualTo(Main.FAILED);
    assertThat(tea.err()).startsWith("tea: no model found; looked at ");
  }

  @Test
  void ctrlCEndsThePipe() throws Exception {
    try (var chat =
        TeaProcess.start(directory, "chat", "--gguf", tea.environment.get("TEA_MODEL_PATH"))) {
      chat.type("What is 2+2?\n");
      chat.awaitLine("2+2 is 4.");
      chat.signal("INT");
      assertThat(chat.await()).isEqualTo(Main.INTERRUPTED);
      assertThat(chat.err()).isEmpty();
    }
  }

  private void assertUsage(String what, String fix, String temperature) {
    assertThat(tea.run("chat", "--temperature", temperature)).isEqualTo(Main.USAGE);
    assertThat(tea.err()).isEqualTo("tea: " + what + "\n  Fix: " + fix + "\n");
  }
}
