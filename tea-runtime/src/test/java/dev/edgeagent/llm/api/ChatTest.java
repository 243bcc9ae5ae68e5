package dev.edgeagent.llm.api;

import static dev.edgeagent.llm.api.FakeApi.answer;
import static dev.edgeagent.llm.api.FakeApi.delta;
import static dev.edgeagent.llm.api.FakeApi.event;
import static dev.edgeagent.llm.api.FakeApi.finish;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.edgeagent.llm.AnswerListener;
import dev.edgeagent.llm.LlmBackend;
import dev.edgeagent.llm.LlmCallParams;
import dev.edgeagent.llm.LlmResult;
import dev.edgeagent.llm.LlmResult.FinishReason;
import dev.edgeagent.llm.LlmResult.Timings;
import dev.edgeagent.llm.ToolCall;
import dev.edgeagent.llm.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatTest extends ApiFixture {

  private static final String DONE = event("[DONE]");
  private static final String USAGE =
      event("{\"choices\":[],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":3}}");

  private final List<String> pieces = new ArrayList<>();

  @Test
  void anAnswerIsWhatTheServerSays() throws Exception {
    server.then(200, answer("Yes."));
    assertThat(chat(LlmCallParams.DEFAULT, AnswerListener.NONE))
        .isEqualTo(
            new LlmResult(
                "Yes.",
                "m-2",
                "api",
                FinishReason.STOP,
                List.of(),
                new Usage(7, 2),
                Timings.UNKNOWN));
  }

  @Test
  void whatTheServerDoesNotSayIsNotInvented() throws Exception {
    server.then(200, "{\"choices\":[{\"message\":{\"content\":\"Yes.\"}}]}");
    assertThat(chat(LlmCallParams.DEFAULT, AnswerListener.NONE))
        .isEqualTo(
            new LlmResult(
                "Yes.",
                "m",
                "api",
                FinishReason.STOP,
                List.of(),
                new Usage(0, 0),
                Timings.UNKNOWN));
  }

  @Test
  void timesAreThoseThatTheServerMeasures() throws Exception {
    server.then(
        200,
        "{\"choices\":[{\"message\":{\"content\":\"x\"}}],\"timings\":{\"prompt_n\":10,"
            + "\"prompt_ms\":20.5,\"predicted_n\":3,\"predicted_ms\":4}}");
    assertThat(chat(LlmCallParams.DEFAULT, AnswerListener.NONE).timings())
        .isEqualTo(new Timings(null, 20.5, 10, 4.0, 3));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 4096})
  void aStreamIsHeardAsItComesHoweverItIsCut(int pieceBytes) throws Exception {
    server.thenStream(
        pieceBytes,
        ": keep alive\n\n",
        event("{\"choices\":[],\"prompt_filter_results\":[]}"), // Azure begins so
        event(
            "{\"model\":\"m-3\",\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":null}}]}"),
        delta("Grü"),
        delta("ße "),
        event("{\"choices\":[{\"index\":0,\"finish_reason\":null,\"content_filter_results\":{}}]}"),
        event("{\"choices\":[{\"index\":1,\"delta\":{\"content\":\"another choice\"}}]}"),
        delta("🍵"),
        finish("stop"),
        USAGE,
        DONE);
    LlmResult result = chat(LlmCallParams.DEFAULT, pieces::add);
    assertThat(pieces).containsExactly("Grü", "ße ", "🍵");
    assertThat(result.content()).isEqualTo("Grüße 🍵");
    assertThat(result.model()).isEqualTo("m-3");
    assertThat(result.finishReason()).isEqualTo(FinishReason.STOP);
    assertThat(result.usage()).isEqualTo(new Usage(5, 3));
    assertThat(result.timings().loadMs()).isNull();
    assertThat(result.timings().promptMs()).isNotNull();
    assertThat(result.timings().predictedMs()).isNotNull();
    assertThat(List.of(result.timings().promptTokens(), result.timings().predictedTokens()))
        .containsExactly(5, 3);
  }

  @Test
  void aServerThatDoesNotStreamIsHeardAtOnce() throws Exception {
    server.then(200, answer("Yes."));
    assertThat(chat(LlmCallParams.DEFAULT, pieces::add).content()).isEqualTo("Yes.");
    assertThat(pieces).containsExactly("Yes.");
  }

  @Test
  void aStreamThatSaysWhyItEndsNeedsNoDone() throws Exception {
    server.thenBreakAfter(delta("Yes."), finish("length"));
    LlmResult result = chat(LlmCallParams.DEFAULT, pieces::add);
    assertThat(result.content()).isEqualTo("Yes.");
    assertThat(result.finishReason()).isEqualTo(FinishReason.LENGTH);
    assertThat(result.usage()).isEqualTo(new Usage(0, 0));
    assertThat(result.timings()).isEqualTo(Timings.UNKNOWN);
  }

  @Test
  void theConnectionIsUsedAgain() throws Exception {
    var ports = new ArrayList<Integer>();
    for (int i = 0; i < 2; i++) {
      server.then(
          (out, socket) -> {
            ports.add(socket.getPort());
            FakeApi.respond(out, 200, "text/event-stream", delta("x") + finish("stop") + DONE);
          });
    }
    LlmBackend backend = backend();
    backend.chat(QUESTION, LlmCallParams.DEFAULT, pieces::add);
    backend.chat(QUESTION, LlmCallParams.DEFAULT, pieces::add);
    assertThat(ports).hasSize(2);
    assertThat(ports.getFirst()).isEqualTo(ports.getLast());
  }

  @ParameterizedTest
  @CsvSource({
    "stop,stop",
    "length,length",
    "max_tokens,length",
    "tool_calls,stop",
    "function_call,stop"
  })
  void saysWhyTheAnswerEnds(String said, String meant) throws Exception {
    server.thenStream(1000, delta("x"), finish(said), DONE);
    assertThat(chat(LlmCallParams.DEFAULT, pieces::add).finishReason()).hasToString(meant);
    assertThat(warnings).isEmpty();
  }

  @Test
  void anUnknownReasonIsToldOnce() throws Exception {
    LlmBackend backend = backend();
    for (int i = 0; i < 2; i++) {
      server.thenStream(1000, delta("x"), finish("weary"), DONE);
      assertThat(backend.chat(QUESTION, LlmCallParams.DEFAULT, pieces::add).finishReason())
          .isEqualTo(FinishReason.STOP);
    }
    assertThat(warnings)
        .containsExactly(
            "warning: "
                + server.base()
                + " ends an answer with the unknown finish_reason 'weary', taken for 'stop'");
  }

  @Test
  void toolCallsArePutTogetherByIndex() throws Exception {
    server.thenStream(
        1000,
        delta("Let me see."),
        toolDelta(
            "{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"weather\",\"arguments\":\"\"}}"),
        toolDelta("{\"index\":0,\"function\":{\"arguments\":\"{\\\"city\\\":\"}}"),
        toolDelta(
            "{\"index\":1,\"id\":\"b\",\"function\":{\"name\":\"time\",\"arguments\":\"{}\"}}"),
        toolDelta("{\"index\":0,\"id\":\"\",\"function\":{\"arguments\":\"\\\"Bern\\\"}\"}}"),
        finish("tool_calls"),
        DONE);
    LlmResult result = chat(LlmCallParams.DEFAULT, pieces::add);
    assertThat(pieces).containsExactly("Let me see.");
    assertThat(result.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    assertThat(result.toolCalls())
        .containsExactly(
            new ToolCall("a", "weather", "{\"city\":\"Bern\"}"), new ToolCall("b", "time", "{}"));
  }

  @Test
  void toolCallsOfServersThatCountNotAreToldApartByTheirIds() throws Exception {
    server.thenStream(
        1000,
        toolDelta("{\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":{\"x\":1}}}"),
        toolDelta("{\"id\":\"b\",\"function\":{\"name\":\"g\",\"arguments\":\"{\"}}"),
        toolDelta("{\"function\":{\"arguments\":\"}\"}}"),
        toolDelta("{\"index\":0,\"id\":\"c\",\"function\":{\"name\":\"h\"}}"),
        toolDelta("{\"index\":0,\"id\":\"d\",\"function\":{\"name\":\"h\"}}"),
        finish("stop"),
        DONE);
    LlmResult result = chat(LlmCallParams.DEFAULT, pieces::add);
    assertThat(result.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    assertThat(result.toolCalls())
        .containsExactly(
            new ToolCall("a", "f", "{\"x\":1}"),
            new ToolCall("b", "g", "{}"),
            new ToolCall("c", "h", "{}"),
            new ToolCall("d", "h", "{}"));
  }

  @Test
  void aToolCallWithoutAnIdGetsOne() throws Exception {
    server.then(
        200,
        "{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":null,\"tool_calls\":["
            + "{\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}}]}");
    LlmResult result = chat(LlmCallParams.DEFAULT, AnswerListener.NONE);
    assertThat(result.content()).isEmpty();
    assertThat(result.toolCalls()).hasSize(1);
    assertThat(result.toolCalls().getFirst().id()).matches("call_[0-9a-f-]{36}");
  }

  @Test
  void theAnswerEndsBeforeAStopTextThatTheServerDoesNotKnow() throws Exception {
    LlmCallParams params = LlmCallParams.DEFAULT.withStop(List.of("a1", "a2", "a3", "a4", "END"));
    server.thenStream(1000, delta("one E"), delta("ND two"), finish("length"), DONE);
    LlmResult streamed = chat(params, pieces::add);
    assertThat(pieces).containsExactly("one ");
    assertThat(streamed.content()).isEqualTo("one ");
    assertThat(streamed.finishReason()).isEqualTo(FinishReason.STOP);

    server.then(200, answer("one END two"));
    LlmResult whole = chat(params, AnswerListener.NONE);
    assertThat(whole.content()).isEqualTo("one ");
    assertThat(whole.usage()).isEqualTo(new Usage(7, 2));
  }

  @Test
  void aListenerThatHasEnoughEndsTheCallAndTheConnection() throws Exception {
    var gone = new CountDownLatch(1);
    server.then(
        (out, socket) -> {
          out.write(
              ("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" + delta("one "))
                  .getBytes(UTF_8));
          out.flush();
          if (socket.getInputStream().read() < 0) {
            gone.countDown();
          }
        });
    LlmResult result =
        chat(
            LlmCallParams.DEFAULT,
            piece -> {
              pieces.add(piece);
              return false;
            });
    gone.await();
    assertThat(result)
        .isEqualTo(
            new LlmResult(
                "one ",
                "m",
                "api",
                FinishReason.CANCELLED,
                List.of(),
                new Usage(0, 0),
                Timings.UNKNOWN));
    assertThat(pieces).containsExactly("one ");
  }

  @Test
  void theCallerGetsWhatTheListenerThrows() {
    server.thenStream(1000, delta("x"), finish("stop"), DONE);
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                chat(
                    LlmCallParams.DEFAULT,
                    _ -> {
                      throw new IllegalStateException("the listener's");
                    }))
        .withMessage("the listener's");
  }

  @Test
  void theListenerIsToldOnTheCallersThread() throws Exception {
    server.thenStream(1000, delta("x"), finish("stop"), DONE);
    List<Thread> threads = new ArrayList<>();
    chat(LlmCallParams.DEFAULT, _ -> threads.add(Thread.currentThread()));
    assertThat(threads).containsExactly(Thread.currentThread());
  }

  private static String toolDelta(String call) {
    return event("{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[" + call + "]}}]}");
  }
}
