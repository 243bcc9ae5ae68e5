package dev.edgeagent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
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
  void takesHowTheModelIsLoadedAndComputes() throws IOException {
    Path template = directory.resolve("plain.jinja");
    Files.writeString(
        template,
        "{{ bos_token }}<start_of_turn>user\n"
            + "What is 2+2?<end_of_turn>\n"
            + "<start_of_turn>model{{ '\\n"
            + "' }}");
    tea.stdin = "Hello\n";
    assertThat(
            tea.run(
                "chat",
                "--chat-template",
                template.toString(),
                "--n-batch",
                "32",
                "--n-gpu-layers",
                "0",
                "--repack",
                "--kv-type",
                "f32"))
        .as(tea.err())
        .isZero();
    assertThat(tea.out()).isEqualTo("2+2 is 4.\n");
    assertThat(tea.run("chat", "--chat-template", "nowhere")).isEqualTo(Main.USAGE);
    assertThat(tea.err())
        .isEqualTo("tea: --chat-template nowhere cannot be read: nowhere\n  Fix: check the path\n");
    assertThat(tea.run("chat", "--n-gpu-layers", "-2")).isEqualTo(Main.USAGE);
    assertThat(tea.err())
        .isEqualTo(
            "tea: --n-gpu-layers must be -1 (all), 0 (none) or more, got -2\n"
                + "  Fix: leave out --n-gpu-layers, or give it such a value\n");
  }

  @Test
  void asksTheModelOfAnApi() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var asked = new AtomicReference<String>();
    server.createContext(
        "/v1/chat/completions",
        exchange -> {
          try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            asked.set(body.replaceAll(".*\"model\":\"([^\"]*)\".*", "$1"));
            byte[] answer =
                "{\"choices\":[{\"message\":{\"content\":\"Hi.\"},\"finish_reason\":\"stop\"}]}"
                    .getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
          }
        });
    server.start();
    try {
      String base = "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
      tea.environment.put("OPENAI_API_BASE", base);
      tea.stdin = "Hello\n";
      assertThat(tea.run("chat", "--backend", "api")).isEqualTo(Main.FAILED);
      assertThat(tea.err())
          .isEqualTo(
              "tea: the API at "
                  + base
                  + " needs to know which model to ask\n"
                  + "  Fix: set settings.llm.model, or give --model to tea chat and tea embed\n");
      assertThat(tea.run("chat", "--backend", "api", "--model", "small")).as(tea.err()).isZero();
      assertThat(tea.out()).isEqualTo("Hi.\n");
      assertThat(asked).hasValue("small");
    } finally {
      server.stop(0);
    }
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
