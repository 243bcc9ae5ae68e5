package dev.edgeagent.action.builtin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.Params;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpActionTest {

  @TempDir Path directory;

  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    server = new TestServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theKeysOfAJsonObjectAreTheResult() throws Exception {
    server.at("/data", 200, "application/json", "{\"name\": \"Ada\", \"tags\": [1, null]}");
    assertThat(get("url", server.url("/data")))
        .isEqualTo(Map.of("name", "Ada", "tags", Arrays.asList(1L, null)));
  }

  @Test
  void anythingElseIsTheKeyResult() throws Exception {
    server.at("/list", 200, "application/json", "[1, 2]").at("/text", 200, "text/html", "<p>hi");
    server.at("/none", exchange -> TestServer.send(exchange, 204, new byte[0]));
    assertThat(get("url", server.url("/list"))).isEqualTo(Map.of("result", List.of(1L, 2L)));
    assertThat(get("url", server.url("/text"))).isEqualTo(Map.of("result", "<p>hi"));
    assertThat(get("url", server.url("/none"))).containsOnlyKeys("result").containsValue(null);
  }

  @Test
  void theFullResponseHasStatusHeadersAndBodyWhateverTheStatus() throws Exception {
    server.at(
        "/gone",
        exchange -> {
          exchange.getResponseHeaders().add("X-Part", "a");
          exchange.getResponseHeaders().add("X-Part", "b");
          TestServer.send(exchange, 410, "{\"why\": \"old\"}".getBytes(UTF_8));
        });
    Map<String, Object> result = get("url", server.url("/gone"), "full_response", "true");
    assertThat(result).containsOnlyKeys("status", "headers", "body");
    assertThat(result).containsEntry("status", 410L).containsEntry("body", Map.of("why", "old"));
    assertThat(result.get("headers"))
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .containsOnlyKeys("date", "content-length", "x-part")
        .containsEntry("x-part", "a, b");
  }

  @Test
  void sendsJsonHeadersAndTextAsTheyAre() throws Exception {
    server.at("/", 200, "application/json", "{}");
    run(
        HttpAction.post(),
        map("url", server.url("/a?q=1"), "json", map("n", 1L, "s", "é", "none", null)));
    run(
        HttpAction.put(),
        map(
            "url",
            server.url("/b"),
            "body",
            "ü",
            "headers",
            map("Content-Type", "text/x", "N", 7)));
    run(HttpAction.delete(), map("url", server.url("/c")));
    run(HttpAction.post(), map("url", server.url("/d")));
    assertThat(server.seen)
        .extracting(
            TestServer.Seen::method,
            TestServer.Seen::uri,
            TestServer.Seen::body,
            seen -> seen.headers().getFirst("Content-Type"),
            seen -> seen.headers().getFirst("N"))
        .containsExactly(
            tuple(
                "POST", "/a?q=1", "{\"n\":1,\"s\":\"é\",\"none\":null}", "application/json", null),
            tuple("PUT", "/b", "ü", "text/x", "7"),
            tuple("DELETE", "/c", "", null, null),
            tuple("POST", "/d", "", null, null));
  }

  @Test
  void userAndPasswordOfTheAddressAreSent() throws Exception {
    server.at("/", 200, "application/json", "{}");
    get("url", "http://ada:s%20c@" + server.host() + "/");
    assertThat(server.seen.take().headers().getFirst("Authorization"))
        .isEqualTo("Basic YWRhOnMgYw==");
  }

  @Test
  void readsChunksGzipAndOtherEncodings() throws Exception {
    server.at(
        "/chunks",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          for (String part : List.of("{\"a\"", ": ", "1}")) {
            exchange.getResponseBody().write(part.getBytes(UTF_8));
            exchange.getResponseBody().flush();
          }
        });
    server.at(
        "/gzip",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          TestServer.send(exchange, 200, gzip("{\"a\": 2}"));
        });
    server.at(
        "/latin",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=\"ISO-8859-1\"");
          TestServer.send(exchange, 200, "é".getBytes(ISO_8859_1));
        });
    server.at("/bom", 200, "application/json", "\ufeff{\"a\": 3}");
    assertThat(get("url", server.url("/chunks"))).isEqualTo(Map.of("a", 1L));
    assertThat(get("url", server.url("/gzip"))).isEqualTo(Map.of("a", 2L));
    assertThat(get("url", server.url("/latin"))).isEqualTo(Map.of("result", "é"));
    assertThat(get("url", server.url("/bom"))).isEqualTo(Map.of("a", 3L));
  }

  @Test
  void followsRedirects() throws Exception {
    server.redirect("/old", 302, "/new").at("/new", 200, "application/json", "{\"a\": 1}");
    assertThat(get("url", server.url("/old"))).isEqualTo(Map.of("a", 1L));
  }

  @Test
  void refusesEndlessRedirects() {
    server.redirect("/round", 302, "/round");
    assertThat(failure("url", server.url("/round")))
        .hasMessage("GET " + server.url("/round") + ": Too many follow-up requests: 21")
        .matches(e -> !e.isRetryable());
  }

  @Test
  void aStatusOf400OrMoreIsAnErrorWithTheBeginningOfTheBody() {
    server.at("/missing", 404, "application/json", "{\"error\":\n \"no such user\"}");
    server.at("/denied", 403, "text/plain", "");
    server.at("/long", 422, "text/plain", "x".repeat(300));
    assertThat(failure("url", server.url("/missing?key=secret")))
        .hasMessage(
            "GET "
                + server.url("/missing?...")
                + " was answered with status 404: {\"error\": \"no such user\"}")
        .extracting(ActionException::fix, ActionException::isRetryable)
        .containsExactly("check the address", false);
    assertThat(failure("url", server.url("/denied")))
        .hasMessage("GET " + server.url("/denied") + " was answered with status 403")
        .extracting(ActionException::fix, ActionException::isRetryable)
        .containsExactly("check the key or password in 'headers', and what it allows", false);
    assertThat(failure("url", server.url("/long")))
        .hasMessageEndingWith("status 422: " + "x".repeat(200) + "...");
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void aServerInTroubleIsWorthAnotherTry(int status) {
    server.at("/busy", status, "text/plain", "busy");
    assertThat(failure("url", server.url("/busy")))
        .hasMessage("GET " + server.url("/busy") + " was answered with status " + status + ": busy")
        .matches(ActionException::isRetryable);
  }

  @Test
  void saysWhatIsWrongWithTheAnswer() {
    server.at("/json", 200, "application/problem+json; v=1", "{\"a\" 1}");
    server.at("/charset", 200, "text/plain; charset=klingon", "x");
    server.at(
        "/image",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "image/png");
          TestServer.send(exchange, 200, new byte[] {(byte) 0x89, 'P', 'N', 'G'});
        });
    assertThat(failure("url", server.url("/json")))
        .hasMessageStartingWith(
            "GET " + server.url("/json") + ": the server says that it sends JSON, and does not: ")
        .hasMessageEndingWith("(line 1, column 6)");
    assertThat(failure("url", server.url("/charset")))
        .hasMessage(
            "GET " + server.url("/charset") + ": the answer is in the unknown encoding 'klingon'");
    assertThat(failure("url", server.url("/image")))
        .hasMessage(
            "GET "
                + server.url("/image")
                + ": the answer is not text in UTF-8 (Content-Type: image/png)");
  }

  @Test
  void refusesAnAnswerOfMoreThan64Megabytes() {
    byte[] megabyte = new byte[1 << 20];
    Arrays.fill(megabyte, (byte) ' ');
    server.at(
        "/endless",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          for (int i = 0; i < 66; i++) {
            exchange.getResponseBody().write(megabyte);
          }
        });
    assertThat(failure("url", server.url("/endless")))
        .hasMessage("GET " + server.url("/endless") + ": the answer is longer than 64 MB")
        .matches(e -> !e.isRetryable());
  }

  @Test
  void givesUpAfterTheTimeout() {
    server.at("/slow", exchange -> server.hang());
    server.at(
        "/half",
        exchange -> {
          exchange.sendResponseHeaders(200, 10);
          exchange.getResponseBody().write('x');
          exchange.getResponseBody().flush();
          server.hang();
        });
    for (String path : List.of("/slow", "/half")) {
      assertThat(failure("url", server.url(path), "timeout", 0.1))
          .hasMessage(
              "GET "
                  + server.url(path)
                  + ": no whole answer from "
                  + server.host()
                  + " within 0.1 s")
          .matches(ActionException::isRetryable);
    }
  }

  @Test
  void anInterruptEndsItAtOnce() throws Exception {
    var arrived = new CountDownLatch(1);
    server.at(
        "/slow",
        exchange -> {
          arrived.countDown();
          server.hang();
        });
    var task = new FutureTask<>(() -> get("url", server.url("/slow")));
    Thread thread = Thread.ofPlatform().daemon().start(task);
    arrived.await();
    thread.interrupt();
    assertThatThrownBy(task::get).hasCauseInstanceOf(InterruptedException.class);
  }

  @Test
  void namesTheServerThatDoesNotAnswer() throws Exception {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertThat(failure("url", "http://127.0.0.1:" + port + "/x"))
        .hasMessageStartingWith(
            "GET http://127.0.0.1:%d/x: nothing answers at 127.0.0.1:%d: ".formatted(port, port))
        .extracting(ActionException::fix, ActionException::isRetryable)
        .containsExactly("check host and port in 'url', and that the server runs", true);
  }

  @Test
  void aConnectionThatBreaksIsWorthAnotherTry() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofPlatform()
          .daemon()
          .start(
              () -> {
                try {
                  while (true) {
                    socket.accept().close();
                  }
                } catch (IOException e) {
                  return; // the test is over
                }
              });
      assertThat(failure("url", "http://127.0.0.1:" + socket.getLocalPort() + "/"))
          .hasMessageContaining("the connection to 127.0.0.1:" + socket.getLocalPort() + " broke: ")
          .matches(ActionException::isRetryable);
    }
  }

  @Test
  void offlineForbidsIt() {
    assertThatThrownBy(
            () ->
                HttpAction.get()
                    .run(
                        new Params(map("url", server.url("/"))),
                        TestContext.of(directory, false, true)))
        .isInstanceOf(ActionException.class)
        .hasMessage("http.get needs the network, and --offline forbids it");
    assertThat(server.seen).isEmpty();
  }

  @Test
  void wrongParametersAreRefusedBeforeAnythingIsSent() {
    assertThat(failure()).hasMessage("parameter 'url' is missing");
    assertThat(failure("url", "file:///etc/passwd"))
        .hasMessage("parameter 'url' must begin with http:// or https://, got 'file:'");
    assertThat(failure("url", "http://"))
        .hasMessage(
            "parameter 'url' is not an address: its host or port is missing or not allowed");
    assertThat(failure("url", server.url("/"), "timeout", 0))
        .hasMessage("parameter 'timeout' must be a number of seconds from 0.001 to 86400, got 0");
    assertThat(failure("url", server.url("/"), "full_response", "maybe"))
        .hasMessage("parameter 'full_response' must be true or false, got \"maybe\"");
    assertThat(failure("url", server.url("/"), "headers", "A: b"))
        .hasMessage("parameter 'headers' must be a map of names and texts");
    assertThat(
            catchThrowableOfType(
                ActionException.class,
                () -> run(HttpAction.post(), map("url", server.url("/"), "json", 1L, "body", "1"))))
        .hasMessage("there are both 'json' and 'body', and a request has one body");
    assertThat(server.seen).isEmpty();
  }

  @Test
  void errorsNameAHeaderButNotItsValue() {
    assertThat(failure("url", server.url("/"), "headers", map("X-Key", "sec\nret")))
        .hasMessage(
            "header 'X-Key' has a line feed in its value, or a character that is not ASCII");
    assertThat(failure("url", server.url("/"), "headers", map("X-Key", null)))
        .hasMessage("header 'X-Key' has no value: what its template names is not in the state");
    assertThat(failure("url", server.url("/"), "headers", map("X Key", "a")))
        .hasMessage("'X Key' cannot be the name of a header");
  }

  private Map<String, Object> get(Object... params) throws Exception {
    return run(HttpAction.get(), map(params));
  }

  private Map<String, Object> run(HttpAction action, Map<String, Object> params)
      throws ActionException, InterruptedException {
    return action.run(new Params(params), TestContext.of(directory, true, false));
  }

  private ActionException failure(Object... params) {
    return catchThrowableOfType(ActionException.class, () -> run(HttpAction.get(), map(params)));
  }

  private static Map<String, Object> map(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }

  private static byte[] gzip(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}
