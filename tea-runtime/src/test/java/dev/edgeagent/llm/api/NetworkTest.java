package dev.edgeagent.llm.api;

import static dev.edgeagent.llm.api.FakeApi.answer;
import static dev.edgeagent.llm.api.FakeApi.delta;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgeagent.llm.ApiSettings;
import dev.edgeagent.llm.LlmBackend;
import dev.edgeagent.llm.LlmCallParams;
import dev.edgeagent.llm.LlmResult;
import dev.edgeagent.llm.ModelException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest extends ApiFixture {

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anInterruptEndsACallThatWaitsForItsAnswer(boolean isVirtual) throws Exception {
    var arrived = new CountDownLatch(1);
    server.thenHangAfter(arrived);
    interrupted(isVirtual, arrived, new ArrayList<>());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anInterruptEndsACallInTheMiddleOfItsAnswer(boolean isVirtual) throws Exception {
    var arrived = new CountDownLatch(1);
    List<String> pieces = new ArrayList<>();
    server.thenHangAfter(arrived, delta("one"));
    interrupted(isVirtual, arrived, pieces);
    assertThat(pieces).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void anInterruptEndsTheWaitForTheNextTry() throws Exception {
    server.then(500, "{}");
    var waiting = new CountDownLatch(1);
    LlmBackend backend =
        new OpenAiApi(
                environment,
                warnings::add,
                new Retries(
                    _ -> {
                      waiting.countDown();
                      new CountDownLatch(1).await();
                    },
                    () -> 0,
                    _ -> {}))
            .open(settings(1))
            .orElseThrow();
    var task = new FutureTask<>(() -> backend.chat(QUESTION, LlmCallParams.DEFAULT));
    Thread thread = Thread.ofVirtual().start(task);
    waiting.await();
    thread.interrupt();
    assertThatThrownBy(task::get).hasCauseInstanceOf(InterruptedException.class);
  }

  private void interrupted(boolean isVirtual, CountDownLatch arrived, List<String> pieces)
      throws Exception {
    LlmBackend backend = backend();
    var task =
        new FutureTask<LlmResult>(() -> backend.chat(QUESTION, LlmCallParams.DEFAULT, pieces::add));
    Thread thread =
        isVirtual ? Thread.ofVirtual().start(task) : Thread.ofPlatform().daemon().start(task);
    arrived.await();
    thread.interrupt();
    assertThatThrownBy(task::get).hasCauseInstanceOf(InterruptedException.class);
    server.then(200, answer("again"));
    assertThat(backend.chat(QUESTION, LlmCallParams.DEFAULT).content()).isEqualTo("again");
  }

  @Test
  void givesUpAfterTheTimeout() {
    server.thenHangAfter(new CountDownLatch(1)).thenHangAfter(new CountDownLatch(1), delta("a"));
    ApiSettings hasty =
        new ApiSettings(null, server.base(), null, "m", null, null, Duration.ofMillis(200), 0);
    for (int i = 0; i < 2; i++) {
      ModelException e = failure(hasty, _ -> true);
      assertThat(e).hasMessage("no whole answer from " + server.base() + " within 0.2 s");
      assertThat(e.fix()).isEqualTo("raise 'timeout', or ask for less with max_tokens");
      assertThat(e.isTemporary()).isTrue();
    }
  }

  @Test
  void namesTheServerThatDoesNotAnswer() throws Exception {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    String base = "http://127.0.0.1:" + port + "/v1";
    ModelException e = failure(at("ollama", base, 1));
    assertThat(e.getMessage())
        .startsWith("nothing answers at " + base + ": ")
        .endsWith(" (tried 2 times)");
    assertThat(e.fix()).isEqualTo("start Ollama there ('ollama serve'), or check OLLAMA_API_BASE");
    assertThat(e.isTemporary()).isTrue();
  }

  @Test
  void namesAHostThatIsUnknown() {
    ModelException e = failure(at(null, "https://nowhere.invalid/v1", 0));
    assertThat(e).hasMessage("the host of https://nowhere.invalid/v1 is unknown");
    assertThat(e.fix()).isEqualTo("check api_base, and that this machine is connected");
  }

  @Test
  void refusesAServerThatDoesNotEncryptAsItShould() {
    server.then((out, _) -> out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(UTF_8)));
    ModelException e = failure(at(null, server.base().replace("http:", "https:"), 3));
    String https = server.base().replace("http:", "https:");
    assertThat(e.getMessage()).contains(" connection to " + https);
    assertThat(server.seen).isEmpty();
  }

  @Test
  void refusesACertificateThatNobodyKnows(@TempDir Path directory) throws Exception {
    environment.put("OPENAI_API_KEY", "secret-of-mine");
    try (var encrypted = new FakeApi(certified(directory))) {
      String base = "https://" + encrypted.host() + "/v1";
      ModelException e = failure(at(null, base, 3));
      assertThat(e.getMessage()).startsWith("no encrypted connection to " + base + ": ");
      assertThat(e.fix())
          .isEqualTo(
              "check api_base and this machine's clock; Java must know who issued the"
                  + " certificate");
      assertThat(e.isTemporary()).isFalse();
      assertThat(encrypted.seen).isEmpty();
    }
    assertThat(pauses).isEmpty();
  }

  /** With a certificate that it has made itself. */
  private static ServerSocket certified(Path directory) throws Exception {
    Path file = directory.resolve("keys.p12");
    List<String> keytool =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "server",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-ext",
            "SAN=ip:127.0.0.1",
            "-keystore",
            file.toString(),
            "-storepass",
            "password");
    Process process =
        new ProcessBuilder(keytool)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("keytool.txt").toFile())
            .start();
    assertThat(process.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance(file.toFile(), "password".toCharArray());
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, "password".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context
        .getServerSocketFactory()
        .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void noKeyAndNoPromptFollowsARedirect(int status) throws Exception {
    environment.put("OPENAI_API_KEY", "secret-of-mine");
    try (var other = new FakeApi()) {
      String location = "http://u:p@" + other.host() + "/v1/chat/completions";
      server.then(status, "{}", "Location: " + location + "?key=secret-of-mine");
      ModelException e = failure(settings(3));
      assertThat(e)
          .hasMessage(
              server.base()
                  + " answers with status "
                  + status
                  + " and sends elsewhere: to http://"
                  + other.host()
                  + "/v1/chat/completions");
      assertThat(e.fix())
          .isEqualTo(
              "set api_base to the address of the API itself: no key and no prompt follows a"
                  + " redirect");
      assertThat(other.seen).isEmpty();
    }
    assertThat(server.seen).hasSize(1);
  }

  @Test
  void goesThroughTheProxyOfTheEnvironment() throws Exception {
    environment.put("HTTP_PROXY", "http://ada:pa@" + server.host());
    server.then(200, answer("through"));
    LlmBackend backend = backend(at(null, "http://models.example/v1", 0));
    assertThat(backend.chat(QUESTION, LlmCallParams.DEFAULT).content()).isEqualTo("through");
    FakeApi.Seen seen = server.seen.take();
    assertThat(seen.target()).isEqualTo("http://models.example/v1/chat/completions");
    assertThat(seen.headers()).containsEntry("proxy-authorization", "Basic YWRhOnBh");
  }

  @Test
  void aProxyIsToldItsPasswordAndNeverTheKey() throws Exception {
    environment.putAll(
        Map.of(
            "https_proxy", "http://ada:pa@" + server.host(), "OPENAI_API_KEY", "secret-of-mine"));
    server.then((out, _) -> FakeApi.respond(out, 502, "text/plain", ""));
    ModelException e = failure(at(null, "https://models.example/v1", 0));
    assertThat(e.getMessage())
        .startsWith(
            "the connection to https://models.example/v1 (through the proxy "
                + server.host()
                + ") broke: ");
    FakeApi.Seen seen = server.seen.take();
    assertThat(seen.method() + " " + seen.target()).isEqualTo("CONNECT models.example:443");
    assertThat(seen.headers()).containsEntry("proxy-authorization", "Basic YWRhOnBh");
    assertThat(seen.headers()).doesNotContainKey("authorization");
  }

  private static ApiSettings at(String provider, String base, int maxRetries) {
    return new ApiSettings(
        provider, base, null, "m", null, null, Duration.ofSeconds(50), maxRetries);
  }
}
