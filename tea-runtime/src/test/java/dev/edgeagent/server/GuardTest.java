package dev.edgeagent.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgeagent.llm.ContextSettings;
import dev.edgeagent.server.Client.Answer;
import dev.edgeagent.server.ServerSettings.Limits;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask. */
class GuardTest {

  private static final ScriptedModel MODEL = ScriptedModel.ofTools();

  @Test
  void wantsTheToken() throws Exception {
    try (var served = Served.of(MODEL, Served.settings("s3cret", 1, Limits.DEFAULT))) {
      Client client = served.client;
      Answer missing = client.get("/v1/models");
      assertThat(missing.status()).isEqualTo(401);
      assertThat(missing.headers().firstValue("www-authenticate")).contains("Bearer");
      assertThat(missing.body())
          .isEqualTo(
              "{\"error\":{\"message\":\"the token is missing: send the header 'Authorization:"
                  + " Bearer TOKEN'\",\"type\":\"invalid_request_error\",\"param\":null,"
                  + "\"code\":\"invalid_api_key\"}}");
      for (String wrong : List.of("s3cre", "s3crett", "S3CRET", "ß")) {
        Answer answer = client.get("/v1/models", "Authorization", "Bearer " + wrong);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.at("error", "message")).isEqualTo("the token is not this server's");
      }
      assertThat(client.get("/v1/models", "Authorization", "Basic s3cret").status()).isEqualTo(401);
      assertThat(client.get("/nowhere").status()).isEqualTo(401);
      assertThat(client.post("/v1/completions", "x".repeat(3_000_000)).status()).isEqualTo(401);
      assertThat(client.get("/v1/models", "Authorization", "bearer s3cret").status())
          .isEqualTo(200);
      assertThat(client.get("/health").status()).isEqualTo(200);
    }
  }

  @Test
  void doesNotLetOtherMachinesInWithoutAToken() throws Exception {
    InetAddress everywhere = InetAddress.getByName("0.0.0.0");
    assertThatThrownBy(
            () ->
                new ServerSettings(
                    everywhere, 0, null, 1, List.of(), ContextSettings.AUTO, Limits.DEFAULT))
        .hasMessage("whoever reaches 0.0.0.0 could use the model without a token");
    assertThatThrownBy(() -> Served.settings(" ", 1, Limits.DEFAULT))
        .hasMessage("the token must not be empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST:80", "127.0.0.1:8080", "127.1.2.3", "[::1]:8080"})
  void answersForThisMachine(String host) throws Exception {
    assertThat(statusLine("Host: " + host + "\r\n")).isEqualTo("HTTP/1.1 200 OK");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8080",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "",
        "[::2]:80"
      })
  void refusesOtherNamesThatLeadHere(String host) throws Exception {
    assertThat(statusLine("Host: " + host + "\r\n")).isEqualTo("HTTP/1.1 403 Forbidden");
  }

  @Test
  void refusesWebPagesOfElsewhere() throws Exception {
    assertThat(statusLine("Host: localhost\r\nOrigin: https://evil.example\r\n"))
        .isEqualTo("HTTP/1.1 403 Forbidden");
    assertThat(statusLine("Host: localhost\r\nOrigin: null\r\n"))
        .isEqualTo("HTTP/1.1 403 Forbidden");
    assertThat(statusLine("Host: localhost:8080\r\nOrigin: http://localhost:8080\r\n"))
        .isEqualTo("HTTP/1.1 200 OK");
  }

  private static String statusLine(String headers) throws Exception {
    try (var served = Served.of(MODEL, Served.settings());
        Socket socket =
            served.client.open(
                "GET /v1/models HTTP/1.1\r\n" + headers + "Connection: close\r\n\r\n")) {
      String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(text).doesNotContainIgnoringCase("access-control");
      return text.lines().findFirst().orElse("");
    }
  }
}
