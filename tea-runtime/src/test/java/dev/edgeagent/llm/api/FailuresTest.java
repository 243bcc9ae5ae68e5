package dev.edgeagent.llm.api;

import static dev.edgeagent.llm.api.FakeApi.delta;
import static dev.edgeagent.llm.api.FakeApi.event;
import static dev.edgeagent.llm.api.FakeApi.finish;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edgeagent.llm.ApiSettings;
import dev.edgeagent.llm.ModelException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user reads when there is no answer. */
class FailuresTest extends ApiFixture {

  private static final String KEY = "sk-proj-0123456789abcdef";

  @ParameterizedTest
  @CsvSource({"401", "403"})
  void namesWhereTheKeyComesFromAndNeverTheKey(int status) {
    environment.put("OPENAI_API_KEY", KEY + "\n");
    server.then(
        status,
        "{\"error\":{\"message\":\"Incorrect API key provided: " + KEY + ".\",\"code\":\"x\"}}");
    expect(
        failure(settings()),
        server.base() + " answers with status " + status + ": Incorrect API key provided: [key].",
        "check the key in OPENAI_API_KEY, and what it allows",
        false);
    assertThat(server.seen.poll().headers()).containsEntry("authorization", "Bearer " + KEY);
  }

  @Test
  void saysThatNoKeyWasSent() {
    server.then(401, "{\"error\":\"unauthorized\"}");
    expect(
        failure(settings()),
        server.base() + " answers with status 401: unauthorized",
        "no key was sent: set OPENAI_API_KEY",
        false);
  }

  @Test
  void redactsAKeyThatAServerEchoesInsideAnyText() {
    environment.put("OPENAI_API_KEY", "secret-of-mine");
    server.thenText(400, "text/plain", "x".repeat(290) + " secret-of-mine " + "sk-otherotherother");
    assertThat(failure(settings()))
        .hasMessage(
            server.base() + " answers with status 400: " + "x".repeat(290) + " [key] [ke...");
    server.then(200, "[secret-of-mine]");
    assertThat(failure(settings()).getMessage()).doesNotContain("secret-of-mine");
    server.then((out, _) -> out.write("secret-of-mine\r\n\r\n".getBytes(UTF_8)));
    ModelException broken = failure(settings());
    for (Throwable e = broken; e != null; e = e.getCause()) {
      assertThat(e.toString()).doesNotContain("secret-of-mine");
    }
  }

  @Test
  void namesModelAndAddressOfWhatIsNotFound() {
    server.then(404, "{\"error\":{\"message\":\"The model does not exist\"}}");
    expect(
        failure(settings()),
        server.base()
            + " answers with status 404: The model does not exist (model 'm' at "
            + server.base()
            + ")",
        "check model and api_base",
        false);
    server.thenText(404, "text/plain", "404 page not found");
    assertThat(failure(at("http://" + server.host())).fix())
        .isEqualTo("check model and api_base (most servers want /v1 at its end)");
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504, 529})
  void serversInTroubleAreWorthAnotherTry(int status) {
    server.then(status, "{\"error\":{\"message\":\"busy\"}}");
    expect(
        failure(settings()),
        server.base() + " answers with status " + status + ": busy",
        "try again later: the server has too much to do, or a fault",
        true);
  }

  @Test
  void missingMoneyIsNotWorthAnotherTry() {
    server.then(
        429,
        "{\"error\":{\"message\":\"You exceeded your current quota\",\"code\":"
            + "\"insufficient_quota\"}}");
    expect(
        failure(settings(5)),
        server.base()
            + " answers with status 429: You exceeded your current quota (insufficient_quota)",
        "see plan and billing of the account that the key belongs to",
        false);
    assertThat(pauses).isEmpty();
  }

  @Test
  void otherErrorsAreTheServersWords() {
    server.then(400, "{\"error\":{\"message\":\"bad\\n temperature\"}}");
    expect(
        failure(settings()),
        server.base() + " answers with status 400: bad temperature",
        "correct the request as the server says",
        false);
    server.then(422, "{\"detail\":\"no such field\"}");
    assertThat(failure(settings()))
        .hasMessage(server.base() + " answers with status 422: no such field");
    server.thenText(418, "text/plain", "");
    assertThat(failure(settings())).hasMessage(server.base() + " answers with status 418");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":{\"message\":\"too long\",\"code\":\"context_length_exceeded\"}}",
        "{\"error\":{\"message\":\"too long\",\"code\":400,\"type\":\"exceed_context_size_error\"}}"
      })
  void aPromptThatIsTooLongIsCalledAsOfALocalModel(String body) {
    server.then(400, body);
    expect(
        failure(settings()),
        "context_length_exceeded: " + server.base() + " answers with status 400: too long",
        "shorten the prompt, or lower max_tokens",
        false);
  }

  @Test
  void filtersAreNamed() {
    server.then(400, "{\"error\":{\"message\":\"no\",\"code\":\"content_filter\"}}");
    expect(
        failure(settings()),
        server.base() + " answers with status 400: no",
        "the server's content filter refuses this: ask otherwise",
        false);
    server.thenStream(1000, delta("abc"), finish("content_filter"), event("[DONE]"));
    expect(
        failure(settings(), _ -> true),
        server.base() + ": the server's content filter ended the answer after 3 characters",
        "ask otherwise, or change the filter's settings",
        false);
  }

  @Test
  void aRefusalIsNoAnswer() {
    server.then(200, "{\"choices\":[{\"message\":{\"content\":null,\"refusal\":\"I can't.\"}}]}");
    expect(
        failure(settings()),
        server.base() + ": the model refuses: I can't.",
        "ask otherwise",
        false);
  }

  @Test
  void aPageInsteadOfAnAnswerIsAWrongAddress() {
    server.thenText(200, "text/html", "<!DOCTYPE html><html><title>Hi</title></html>");
    expect(
        failure(settings()),
        server.base() + " sends a page of HTML instead of an answer",
        "check api_base: it is the address in front of /chat/completions",
        false);
    server.thenText(
        502,
        "text/html",
        "<html><head><style>p{}</style></head><body><h1>Bad\n Gateway</h1></body></html>");
    assertThat(failure(settings()))
        .hasMessage(server.base() + " answers with status 502: a page of HTML: Bad Gateway");
  }

  @Test
  void whatIsNoAnswerIsSaidSo() {
    server.then(200, "{\"choices\":");
    assertThat(failure(settings()).getMessage())
        .startsWith(server.base() + " sends what is not JSON: ");
    server.then(200, "{\"object\":\"list\"}");
    expect(
        failure(settings()),
        server.base() + " sends no answer: its 'choices' are empty",
        "check that it is a server of the OpenAI API",
        false);
    server.thenStream(1000, event("[DONE]"));
    assertThat(failure(settings(), _ -> true))
        .hasMessage(server.base() + " sends no answer: its 'choices' are empty");
    server.thenStream(1000, ": nothing\n\n");
    assertThat(failure(settings(), _ -> true)).hasMessage(server.base() + " broke its answer off");
  }

  @Test
  void anErrorInsteadOfAnAnswerIsOneWhateverTheStatus() {
    server.then(200, "{\"error\":{\"message\":\"overloaded\",\"code\":503}}");
    expect(
        failure(settings(3)),
        server.base() + " answers with status 503: overloaded",
        "try again later: the server has too much to do, or a fault",
        true);
    assertThat(pauses).isEmpty();
  }

  @Test
  void anErrorInsideAStreamEndsIt() {
    server.thenStream(
        1000,
        delta("abcd"),
        "event: error\n",
        event("{\"error\":{\"message\":\"out of memory\",\"type\":\"server_error\"}}"));
    expect(
        failure(settings(3), _ -> true),
        server.base() + " ended the answer with an error after 4 characters: out of memory",
        "try again later",
        true);
    assertThat(pauses).isEmpty();
  }

  @Test
  void aStreamThatIsCutSaysHowMuchCame() {
    server.thenStream(1000, delta("abc"), delta("de"));
    expect(
        failure(settings(3), _ -> true),
        server.base() + " broke its answer off after 5 characters",
        "try again; see the log of the server if it happens often",
        true);
    server.thenBreakAfter(delta("abc"));
    ModelException broken = failure(settings(3), _ -> true);
    assertThat(broken.isTemporary()).isTrue();
    assertThat(broken.getMessage())
        .startsWith(server.base() + " broke its answer off after 3 characters: ");
    assertThat(pauses).isEmpty();
  }

  @Test
  void brokenJsonInsideAStreamIsAnError() {
    server.thenStream(1000, delta("abc"), event("{\"choices\":"), event("[DONE]"));
    assertThat(failure(settings(3), _ -> true).getMessage())
        .startsWith(server.base() + " sends what is not JSON after 3 characters: ");
  }

  private ApiSettings at(String base) {
    return new ApiSettings(null, base, null, "m", null, null, Duration.ofSeconds(50), 0);
  }

  private static void expect(ModelException e, String what, String fix, boolean isTemporary) {
    assertThat(e).hasMessage(what);
    assertThat(e.fix()).isEqualTo(fix);
    assertThat(e.isTemporary()).isEqualTo(isTemporary);
  }
}
