package dev.edgeagent.llm.api;

import static dev.edgeagent.llm.api.FakeApi.answer;
import static dev.edgeagent.llm.api.FakeApi.event;
import static dev.edgeagent.llm.api.FakeApi.finish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.edgeagent.json.Json;
import dev.edgeagent.llm.AnswerListener;
import dev.edgeagent.llm.ChatMessage;
import dev.edgeagent.llm.LlmBackend;
import dev.edgeagent.llm.LlmCallParams;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.ResponseFormat;
import dev.edgeagent.llm.SamplingParams;
import dev.edgeagent.llm.Tool;
import dev.edgeagent.llm.ToolCall;
import dev.edgeagent.llm.Tools;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes over the wire. */
class ChatBodyTest extends ApiFixture {

  private static final String HEAD =
      "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Tea?\"}]";

  @Test
  void sendsOnlyWhatTheCallerSays() throws Exception {
    server.then(200, answer("x"));
    chat(LlmCallParams.DEFAULT, AnswerListener.NONE);
    FakeApi.Seen seen = server.seen.take();
    assertThat(seen.body()).isEqualTo(HEAD + "}");
    assertThat(seen.method() + " " + seen.target()).isEqualTo("POST /v1/chat/completions");
    assertThat(seen.headers())
        .isEqualTo(
            Map.of(
                "accept-encoding",
                "gzip",
                "connection",
                "Keep-Alive",
                "content-length",
                String.valueOf(seen.body().length()),
                "content-type",
                "application/json",
                "host",
                server.host(),
                "user-agent",
                "tea"));
  }

  @Test
  void sendsAllThatTheApiKnows() throws Exception {
    server.then(200, answer("x"));
    chat(
        new LlmCallParams(
            new SamplingParams(0.5, null, 0.9, null, 7, null, 0.1, -0.2),
            50,
            List.of("a", "b", "c", "d", "e"),
            new ResponseFormat.JsonObject(),
            Tools.NONE,
            LlmCallParams.DEFAULT.context()),
        AnswerListener.NONE);
    assertThat(server.seen.take().body())
        .isEqualTo(
            HEAD
                + ",\"temperature\":0.5,\"top_p\":0.9,\"seed\":7,\"frequency_penalty\":0.1,"
                + "\"presence_penalty\":-0.2,\"stop\":[\"a\",\"b\",\"c\",\"d\"],"
                + "\"response_format\":{\"type\":\"json_object\"},\"max_tokens\":50}");
    assertThat(warnings).isEmpty();
  }

  @Test
  void asksForAStreamWithUsageWhereSomebodyListens() throws Exception {
    server.thenStream(1000, finish("stop"), event("[DONE]"));
    chat(LlmCallParams.DEFAULT, _ -> true);
    assertThat(server.seen.take().body())
        .isEqualTo(HEAD + ",\"stream\":true,\"stream_options\":{\"include_usage\":true}}");
  }

  @Test
  void sendsASchemaAsTheApiHasIt() throws Exception {
    server.then(200, answer("{}"));
    chat(
        LlmCallParams.DEFAULT.withFormat(
            new ResponseFormat.JsonSchema("person", Map.of("type", "object"), true)),
        AnswerListener.NONE);
    assertThat(server.seen.take().body())
        .isEqualTo(
            HEAD
                + ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":"
                + "\"person\",\"strict\":true,\"schema\":{\"type\":\"object\"}}}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "auto|auto",
        "required|required",
        "clock|{\"type\": \"function\", \"function\": {\"name\": \"clock\"}}"
      })
  void sendsToolsAndWhichToTake(String choice, String sent) throws Exception {
    server.then(200, answer("x"));
    chat(
        LlmCallParams.DEFAULT.withTools(
            new Tools(List.of(new Tool("clock", "the time", Map.of("type", "object"))), choice)),
        AnswerListener.NONE);
    var body = (Map<?, ?>) server.seen.take().json();
    assertThat(body.get("tools"))
        .isEqualTo(
            Json.parse(
                "[{\"type\":\"function\",\"function\":{\"name\":\"clock\",\"description\":"
                    + "\"the time\",\"parameters\":{\"type\":\"object\"}}}]"));
    assertThat(body.get("tool_choice")).isEqualTo(sent.startsWith("{") ? Json.parse(sent) : sent);
  }

  @Test
  void sendsWhatToolsWereAskedAndWhatTheySaid() throws Exception {
    server.then(200, answer("x"));
    backend()
        .chat(
            List.of(
                new ChatMessage("system", "Be kind."),
                new ChatMessage("assistant", "", List.of(new ToolCall("a", "clock", "{}")), null),
                ChatMessage.toolResult("a", "noon")),
            LlmCallParams.DEFAULT);
    assertThat(server.seen.take().body())
        .isEqualTo(
            "{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"Be kind.\"},"
                + "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"a\",\"type\":"
                + "\"function\",\"function\":{\"name\":\"clock\",\"arguments\":\"{}\"}}]},"
                + "{\"role\":\"tool\",\"content\":\"noon\",\"tool_call_id\":\"a\"}]}");
  }

  @Test
  void continuesAPromptAsTheTextOfAUser() throws Exception {
    server.then(200, answer("x"));
    backend().complete("Tea?", LlmCallParams.DEFAULT);
    assertThat(server.seen.take().body()).isEqualTo(HEAD + "}");
  }

  @Test
  void saysOnceWhatItDoesNotSend() throws Exception {
    var sampling = new SamplingParams(null, 40, null, 0.1, null, 1.1, null, null);
    LlmBackend backend = backend();
    for (int i = 0; i < 2; i++) {
      server.then(200, answer("x"));
      backend.chat(QUESTION, LlmCallParams.DEFAULT.withSampling(sampling));
      assertThat(server.seen.take().body()).isEqualTo(HEAD + "}");
    }
    assertThat(warnings)
        .containsExactly(
            "warning: the OpenAI API has no top_k, min_p, repeat_penalty: they are not sent to "
                + server.base());
  }

  @Test
  void refusesAGrammar() {
    ModelException e =
        catchThrowableOfType(
            ModelException.class,
            () ->
                chat(
                    LlmCallParams.DEFAULT.withFormat(new ResponseFormat.Grammar("root ::= \"a\"")),
                    AnswerListener.NONE));
    assertThat(e).hasMessage("an API takes no grammar");
    assertThat(e.fix()).isEqualTo("use 'backend: local', or response_format with a JSON schema");
    assertThat(server.seen).isEmpty();
  }

  @Test
  void callsTheMostTokensAsTheServerWantsItAndRemembers() throws Exception {
    server
        .then(
            400,
            "{\"error\":{\"message\":\"Unsupported parameter: 'max_tokens' is not supported with"
                + " this model. Use 'max_completion_tokens' instead.\",\"type\":"
                + "\"invalid_request_error\",\"param\":\"max_tokens\",\"code\":"
                + "\"unsupported_parameter\"}}")
        .then(200, answer("x"))
        .then(200, answer("y"));
    LlmBackend backend = backend();
    LlmCallParams params = LlmCallParams.DEFAULT.withMaxTokens(9);
    assertThat(backend.chat(QUESTION, params).content()).isEqualTo("x");
    assertThat(backend.chat(QUESTION, params).content()).isEqualTo("y");
    assertThat(server.seen)
        .extracting(FakeApi.Seen::body)
        .containsExactly(
            HEAD + ",\"max_tokens\":9}",
            HEAD + ",\"max_completion_tokens\":9}",
            HEAD + ",\"max_completion_tokens\":9}");
    assertThat(pauses).isEmpty();
  }
}
