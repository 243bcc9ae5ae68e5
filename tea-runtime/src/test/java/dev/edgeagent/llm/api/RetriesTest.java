package dev.edgeagent.llm.api;

import static dev.edgeagent.llm.api.FakeApi.answer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.edgeagent.llm.LlmCallParams;
import dev.edgeagent.llm.ModelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetriesTest extends ApiFixture {

  @Test
  void triesAgainAfterLongerAndLongerWaits() throws Exception {
    server.then(500, "{}").then(503, "{}", "Retry-After: 0").then(408, "{}").then(200, answer("x"));
    assertThat(backend(settings(3)).chat(QUESTION, LlmCallParams.DEFAULT).content()).isEqualTo("x");
    assertThat(server.seen).hasSize(4);
    assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ZERO, Duration.ofSeconds(4));
    assertThat(warnings)
        .containsExactly(
            "warning: "
                + server.base()
                + " answers with status 500: {}; trying again in 1.0 s (1 of 3)",
            "warning: "
                + server.base()
                + " answers with status 503: {}; trying again in 0.0 s (2 of 3)",
            "warning: "
                + server.base()
                + " answers with status 408: {}; trying again in 4.0 s (3 of 3)");
  }

  @Test
  void givesUpInTheEnd() {
    server.then(500, "{}").then(500, "{}").then(529, "{}");
    ModelException e = failure(settings(2));
    assertThat(e).hasMessage(server.base() + " answers with status 529: {} (tried 3 times)");
    assertThat(e.isTemporary()).isTrue();
    assertThat(server.seen).hasSize(3);
  }

  @Test
  void triesOnceIfThatIsWanted() {
    server.then(500, "{}");
    assertThat(failure(settings(0))).hasMessage(server.base() + " answers with status 500: {}");
    assertThat(server.seen).hasSize(1);
  }

  @Test
  void doesNotRepeatWhatWouldFailAgain() {
    server.then(500, "{}").then(400, "{}");
    assertThat(failure(settings(9)))
        .hasMessage(server.base() + " answers with status 400: {} (tried 2 times)")
        .matches(e -> !e.isTemporary());
    assertThat(server.seen).hasSize(2);
  }

  @Test
  void triesAgainWhereNoAnswerHasBegun() throws Exception {
    server
        .then((_, socket) -> socket.close())
        .then(
            (out, socket) -> {
              out.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n".getBytes(UTF_8));
              out.flush();
              socket.close();
            })
        .then(200, answer("x"));
    assertThat(backend(settings(2)).chat(QUESTION, LlmCallParams.DEFAULT).content()).isEqualTo("x");
    assertThat(server.seen).hasSize(3);
  }

  @Test
  void doesNotRepeatAnAnswerThatHasBegun() {
    server.then(
        (out, socket) -> {
          out.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{".getBytes(UTF_8));
          out.flush();
          socket.close();
        });
    assertThat(failure(settings(2)).isTemporary()).isTrue();
    assertThat(server.seen).hasSize(1);
    assertThat(pauses).isEmpty();
  }

  @Test
  void waitsAreShorterByUpToAQuarterAndNeverLongerThanAMinute() {
    List<Duration> waits = new ArrayList<>();
    var random = new double[] {0, 0.5, 1, 0, 0, 0, 0, 0};
    var retries = new Retries(waits::add, () -> random[waits.size()], _ -> {});
    catchThrowableOfType(
        ModelException.class,
        () ->
            retries.run(
                8,
                () -> {
                  throw ApiFailure.repeatable("x", "y", null, null);
                }));
    assertThat(waits)
        .extracting(Duration::toMillis)
        .containsExactly(1000L, 1750L, 3000L, 8000L, 16000L, 32000L, 60000L, 60000L);
  }

  @Test
  void waitsNoLongerThanAMinuteWhateverIsAsked() throws Exception {
    server.then(429, "{}", "Retry-After: 3600").then(200, answer("x"));
    backend(settings(1)).chat(QUESTION, LlmCallParams.DEFAULT);
    assertThat(pauses).containsExactly(Duration.ofSeconds(60));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "Retry-After: 7|7000",
        "Retry-After: 0.25|250",
        "retry-after-ms: 120.4, Retry-After: 7|120",
        "retry-after-ms: soon, Retry-After: 7|7000",
        "Retry-After: later|-",
        "Retry-After: -1|-",
        "X: 1|-"
      })
  void readsHowLongToWait(String headers, Long millis) {
    var builder = new Headers.Builder();
    for (String header : headers.split(", ")) {
      builder.add(header);
    }
    assertThat(RetryAfter.of(builder.build()))
        .isEqualTo(millis == null ? null : Duration.ofMillis(millis));
  }

  @Test
  void readsADateByTheServersClock() {
    assertThat(
            RetryAfter.of(
                Headers.of(
                    "Date",
                    "Wed, 21 Oct 2015 07:28:00 GMT",
                    "Retry-After",
                    "Wed, 21 Oct 2015 07:28:30 GMT")))
        .isEqualTo(Duration.ofSeconds(30));
    assertThat(RetryAfter.of(Headers.of("Retry-After", "Wed, 21 Oct 2015 07:28:30 GMT")))
        .isEqualTo(Duration.ZERO);
  }
}
