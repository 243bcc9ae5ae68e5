package dev.edgeagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class ServeCommandTest {

  private static final Path DEMO_MODEL =
      Path.of(System.getProperty("tea.models"), "demo/demo.gguf");

  private static final Pattern GREETING =
      Pattern.compile(
          "serving (\\S+) at (http://127\\.0\\.0\\.1:\\d+/v1); try: curl \\2/chat/completions"
              + "( -H \"Authorization: Bearer \\$\\S+\")? -d '([^']+)'\n");

  @TempDir Path directory;
  private InProcess tea;

  @BeforeEach
  void startTea() {
    tea = new InProcess(directory);
  }

  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs the signals of POSIX")
  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void servesUntilASignalEndsIt(String signal, int exitCode) throws Exception {
    try (var process =
        TeaProcess.start(directory, "serve", "--port", "0", "--gguf", DEMO_MODEL.toString())) {
      Matcher greeting = greeting(process);
      assertThat(greeting.group(1)).isEqualTo("demo");
      assertThat(ask(greeting.group(2), greeting.group(4))).contains("\"content\":\"2+2 is 4.\"");
      process.signal(signal);
      assertThat(process.await()).isEqualTo(exitCode);
      assertThat(process.rest()).isEmpty();
      assertThat(process.err()).isEqualTo(greeting.group() + "stopped\n");
    }
  }

  @Test
  void takesTheContextAndTheNamesThatItIsGiven() throws Exception {
    try (var process =
        TeaProcess.start(
            directory,
            "serve",
            "--port",
            "0",
            "--gguf",
            DEMO_MODEL.toString(),
            "--n-ctx",
            "20",
            "--model-alias",
            "gpt-4o-mini",
            "--model-alias",
            "tea")) {
      Matcher greeting = greeting(process);
      assertThat(greeting.group(1)).isEqualTo("gpt-4o-mini");
      String body = greeting.group(4).replaceFirst("\\{", "{\"model\": \"tea\", ");
      assertThat(ask(greeting.group(2), body))
          .contains("\"model\":\"tea\"")
          .contains("\"finish_reason\":\"length\"")
          .contains("\"total_tokens\":20");
    }
  }

  @Test
  void logsRequestsOnlyWhenAsked() throws Exception {
    try (var process =
        TeaProcess.start(
            directory, "serve", "-v", "--port", "0", "--gguf", DEMO_MODEL.toString())) {
      Matcher greeting = greeting(process);
      assertThat(ask(greeting.group(2), greeting.group(4))).contains("2+2 is 4.");
      process.signal("TERM");
      assertThat(process.await()).isEqualTo(143);
      assertThat(process.err())
          .containsPattern("(?m)^127\\.0\\.0\\.1 POST /v1/chat/completions 200 \\d+ ms$")
          .doesNotContain("2+2 is 4");
    }
  }

  private static Matcher greeting(TeaProcess process) throws Exception {
    Matcher greeting = GREETING.matcher(process.err());
    while (!greeting.find()) {
      assertThat(process.isAlive()).as(process.err()).isTrue();
      Thread.sleep(20);
      greeting = GREETING.matcher(process.err());
    }
    return greeting;
  }

  private static String ask(String url, String body) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(url + "/chat/completions"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  @Test
  void letsOtherMachinesInWithATokenOnly() throws IOException {
    fails(
        Main.USAGE,
        "tea: --host 0.0.0.0 lets other machines in, and there is no token that they must send\n"
            + "  Fix: set TEA_SERVE_TOKEN, or give --token-env or --token-file\n",
        "--host",
        "0.0.0.0");
    fails(
        Main.USAGE,
        "tea: --token-env MY_TOKEN: the variable is not set\n  Fix: export MY_TOKEN=...\n",
        "--token-env",
        "MY_TOKEN");
    Path empty = Files.createFile(directory.resolve("empty"));
    fails(
        Main.USAGE,
        "tea: the token in "
            + empty
            + " is empty\n  Fix: give a token that nobody guesses: openssl rand -hex 32\n",
        "--token-file",
        empty.toString());
    fails(
        Main.USAGE,
        "tea: --token-file nowhere cannot be read: nowhere\n  Fix: check the path\n",
        "--token-file",
        "nowhere");
    fails(
        Main.USAGE,
        "tea: --token-env and --token-file exclude each other\n  Fix: leave one of them out\n",
        "--token-file",
        "a",
        "--token-env",
        "B");
  }

  @Test
  void explainsWrongOptions() {
    String fix = "\n  Fix: leave out --%s, or give it such a value\n";
    fails(
        Main.USAGE,
        "tea: --port must be from 0 (any) to 65535, got 65536" + fix.formatted("port"),
        "--port",
        "65536");
    fails(
        Main.USAGE,
        "tea: --port must be a whole number, got 'http'\n  Fix: --port 8080\n",
        "--port",
        "http");
    fails(
        Main.USAGE,
        "tea: --queue must be 0 or more, got -1" + fix.formatted("queue"),
        "--queue",
        "-1");
    fails(
        Main.USAGE,
        "tea: --n-batch must be 0 (automatic) or from 32 to 4096, got 5" + fix.formatted("n-batch"),
        "--n-batch",
        "5");
    fails(
        Main.USAGE,
        "tea: --engine must be one of: auto, llamacpp, jllama. Got: jlama\n"
            + "  Fix: did you mean 'jllama'?\n",
        "--engine",
        "jlama");
    fails(
        Main.USAGE,
        "tea: --host nowhere.invalid is not an address of this machine\n"
            + "  Fix: --host 127.0.0.1 for this machine only, --host 0.0.0.0 for all networks\n",
        "--host",
        "nowhere.invalid");
    fails(
        Main.USAGE,
        "tea: serve takes options only, got model.gguf\n  Fix: tea serve --help lists them\n",
        "model.gguf");
  }

  @Test
  void explainsWhyItCannotStart() throws IOException {
    fails(
        Main.FAILED,
        "tea: GGUF file not found: nowhere.gguf\n  Fix: check the path after --gguf\n",
        "--port",
        "0",
        "--gguf",
        "nowhere.gguf");
    fails(
        Main.FAILED,
        "tea: n_ctx 9999 is more than the 512 tokens that demo.gguf was trained with\n"
            + "  Fix: set n_ctx to at most 512, or leave it out\n",
        "--port",
        "0",
        "--gguf",
        DEMO_MODEL.toString(),
        "--n-ctx",
        "9999");
    Path text = Files.writeString(directory.resolve("text.gguf"), "Dear reader, no model.");
    fails(
        Main.FAILED,
        "tea: model "
            + text
            + ": not a GGUF file (it does not begin with \"GGUF\")\n"
            + "  Fix: give the path of a model in GGUF format\n",
        "--port",
        "0",
        "--gguf",
        text.toString());
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      fails(
          Main.FAILED,
          "tea: cannot listen on 127.0.0.1 port "
              + taken.getLocalPort()
              + ": Address already in use\n"
              + "  Fix: give another --port (0 for any that is free), or another --host\n",
          "--port",
          String.valueOf(taken.getLocalPort()),
          "--gguf",
          DEMO_MODEL.toString());
    }
  }

  private void fails(int exitCode, String message, String... options) {
    String[] words = new String[options.length + 1];
    words[0] = "serve";
    System.arraycopy(options, 0, words, 1, options.length);
    assertThat(tea.run(words)).isEqualTo(exitCode);
    assertThat(tea.err()).isEqualTo(message);
    assertThat(tea.out()).isEmpty();
  }
}
