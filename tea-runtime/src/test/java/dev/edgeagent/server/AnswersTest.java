package dev.edgeagent.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.edgeagent.json.Json;
import dev.edgeagent.server.Client.Answer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What clients get, whole and as a stream. */
class AnswersTest {

  private static Served demo;
  private static Served scripted;
  private static Client client;

  @BeforeAll
  static void start() throws Exception {
    demo = Served.demo(Served.settings());
    scripted = Served.of(ScriptedModel.ofTools(), Served.settings());
    client = demo.client;
  }

  @AfterAll
  static void stop() {
    demo.close();
    scripted.close();
  }

  @Test
  void tellsThatItIsReadyAndWhichModelItHas() throws Exception {
    assertThat(client.get("/health").body()).isEqualTo("{\"status\":\"ok\"}");
    Object created = client.get("/v1/models/demo").at("created");
    String model =
        "{\"id\":\"demo\",\"object\":\"model\",\"created\":" + created + ",\"owned_by\":\"tea\"}";
    assertThat(client.get("/v1/models/demo").body()).isEqualTo(model);
    assertThat(client.get("/v1/models").body())
        .isEqualTo("{\"object\":\"list\",\"data\":[" + model + "]}");
  }

  @Test
  void tellsTheHalfOfItThatHeadAsksFor() throws Exception {
    for (String path : List.of("/health", "/v1/models")) {
      try (var socket = client.open("HEAD " + path + " HTTP/1.1\r\nConnection: close\r\n\r\n")) {
        assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
            .startsWith("HTTP/1.1 200 OK\r\n")
            .endsWith("\r\n\r\n");
      }
    }
  }

  @Test
  void answersAChat() throws Exception {
    Answer answer = client.chat("What is 2+2?");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).contains("application/json");
    assertThat((String) answer.at("id")).startsWith("chatcmpl-");
    assertThat(stable(answer.json()))
        .isEqualTo(
            "{\"object\":\"chat.completion\",\"model\":\"demo\",\"choices\":[{\"index\":0,"
                + "\"message\":{\"role\":\"assistant\",\"content\":\"2+2 is 4.\",\"refusal\":null},"
                + "\"logprobs\":null,\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":17,"
                + "\"completion_tokens\":7,\"total_tokens\":24}}");
    assertThat(((Map<?, ?>) answer.at("timings")).keySet())
        .isEqualTo(
            Set.of(
                "load_ms",
                "prompt_ms",
                "prompt_per_second",
                "predicted_ms",
                "predicted_per_second"));
  }

  @Test
  void streamsAChatPieceByPiece() throws Exception {
    String body =
        Client.chatBody(
            "What is 2+2?", ", \"stream\": true, \"stream_options\": {\"include_usage\": true}");
    List<String> lines = client.stream("/v1/chat/completions", body).toList();
    assertThat(events(lines))
        .containsExactly(
            chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null"),
            chunk("{\"content\":\"2\"}", "null"),
            chunk("{\"content\":\"+\"}", "null"),
            chunk("{\"content\":\"2\"}", "null"),
            chunk("{\"content\":\" is\"}", "null"),
            chunk("{\"content\":\" \"}", "null"),
            chunk("{\"content\":\"4\"}", "null"),
            chunk("{\"content\":\".\"}", "null"),
            chunk("{}", "\"stop\""),
            "{\"object\":\"chat.completion.chunk\",\"model\":\"demo\",\"choices\":[],"
                + "\"usage\":{\"prompt_tokens\":17,\"completion_tokens\":7,\"total_tokens\":24}}",
            "[DONE]");
  }

  private static String chunk(String delta, String reason) {
    return "{\"object\":\"chat.completion.chunk\",\"model\":\"demo\",\"choices\":[{\"index\":0,"
        + "\"delta\":"
        + delta
        + ",\"logprobs\":null,\"finish_reason\":"
        + reason
        + "}]}";
  }

  @Test
  void tellsNoUsageInAStreamUnlessAsked() throws Exception {
    List<String> lines =
        client.stream("/v1/chat/completions", Client.chatBody("What is 2+2?", ", \"stream\": true"))
            .toList();
    assertThat(events(lines)).hasSize(10).noneMatch(event -> event.contains("usage"));
  }

  @Test
  void continuesAText() throws Exception {
    Answer answer = client.post("/v1/completions", "{\"prompt\": [\"tea is\"], \"max_tokens\": 4}");
    assertThat((String) answer.at("id")).startsWith("cmpl-");
    assertThat(stable(answer.json()))
        .isEqualTo(
            "{\"object\":\"text_completion\",\"model\":\"demo\",\"choices\":[{\"index\":0,\"text\":\""
                + " a workflow engine with\",\"logprobs\":null,\"finish_reason\":\"length\"}],"
                + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4,\"total_tokens\":7}}");
    List<String> events =
        events(
            client.stream(
                    "/v1/completions",
                    "{\"prompt\": \"tea is\", \"max_tokens\": 2, \"stream\": true}")
                .toList());
    assertThat(events)
        .containsExactly(
            textEvent(" a", "null"),
            textEvent(" workflow", "null"),
            textEvent("", "\"length\""),
            "[DONE]");
  }

  private static String textEvent(String text, String reason) {
    return "{\"object\":\"text_completion\",\"model\":\"demo\",\"choices\":[{\"index\":0,\"text\":\""
        + text
        + "\",\"logprobs\":null,\"finish_reason\":"
        + reason
        + "}]}";
  }

  @Test
  void takesWhatClientsSend() throws Exception {
    Answer answer =
        client.post(
            "/v1/chat/completions",
            """
            {"model": "demo", "user": "u", "store": false, "metadata": {"a": "b"}, "n": 1,
             "messages": [
               {"role": "developer", "content": "Be brief."},
               {"role": "user", "content": "Hi", "name": "Ann"},
               {"role": "assistant", "content": "Hello.", "refusal": null},
               {"role": "user", "content": [{"type": "text", "text": "What is"},
                                            {"type": "text", "text": "2+2?"}]}],
             "temperature": 0, "top_p": 0.9, "seed": 9007199254740993, "frequency_penalty": 0,
             "presence_penalty": 0, "top_k": 40.0, "min_p": 0, "repeat_penalty": 1,
             "max_completion_tokens": 20, "stop": "4", "logit_bias": {}, "logprobs": false,
             "response_format": {"type": "text"}, "tools": [], "stream": null}
            """);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.at("choices", 0, "message", "content")).isEqualTo("2+2 is ");
    assertThat(answer.at("choices", 0, "finish_reason")).isEqualTo("stop");
  }

  @Test
  void endsAtAnyOfSeveralStops() throws Exception {
    Answer answer =
        client.post(
            "/v1/chat/completions",
            Client.chatBody("What is 2+2?", ", \"stop\": [\"zebra\", \" is\"]"));
    assertThat(answer.at("choices", 0, "message", "content")).isEqualTo("2+2");
  }

  private static final String TOOLS =
      """
      , "tools": [
          {"type": "function", "function": {"name": "one", "description": "first",
            "parameters": {"type": "object", "properties": {"a": {"type": "integer"}}}}},
          {"type": "function", "function": {"name": "two", "strict": true}}]
      """;

  @Test
  void passesOnToolCalls() throws Exception {
    String call =
        "{\"id\":\"call_0\",\"type\":\"function\",\"function\":{\"name\":\"%s\",\"arguments\":\"{\\\"a\\\":1}\"}}";
    Answer answer =
        scripted.client.post(
            "/v1/chat/completions",
            Client.chatBody(
                "Go",
                TOOLS
                    + ", \"tool_choice\": {\"type\": \"function\", \"function\": {\"name\":"
                    + " \"two\"}}"));
    assertThat(Json.compact(answer.at("choices", 0)))
        .isEqualTo(
            "{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":null,\"refusal\":null,"
                + "\"tool_calls\":["
                + call.formatted("two")
                + "]},\"logprobs\":null,\"finish_reason\":\"tool_calls\"}");

    List<String> events =
        events(
            scripted.client.stream(
                    "/v1/chat/completions", Client.chatBody("Go", TOOLS + ", \"stream\": true"))
                .toList());
    String delta = "{\"tool_calls\":[{\"index\":%d,%s]}";
    assertThat(events)
        .containsExactly(
            scriptedChunk("{\"role\":\"assistant\",\"content\":\"\"}", "null"),
            scriptedChunk(delta.formatted(0, call.formatted("one").substring(1)), "null"),
            scriptedChunk(
                delta.formatted(1, call.formatted("two").replace("call_0", "call_1").substring(1)),
                "null"),
            scriptedChunk("{}", "\"tool_calls\""),
            "[DONE]");
  }

  private static String scriptedChunk(String delta, String reason) {
    return chunk(delta, reason).replace("\"demo\"", "\"scripted\"");
  }

  @Test
  void takesWhatToolsAnswered() throws Exception {
    Answer answer =
        scripted.client.post(
            "/v1/chat/completions",
            """
            {"messages": [
              {"role": "user", "content": "Go"},
              {"role": "assistant", "content": null, "tool_calls": [
                {"id": "call_0", "type": "function",
                 "function": {"name": "one", "arguments": "{}"}}]},
              {"role": "tool", "tool_call_id": "call_0", "content": "done"}]}
            """);
    assertThat(answer.at("choices", 0, "message", "content")).isEqualTo("no");
  }

  @Test
  void embedsTextsAsNumbersAndAsBase64() throws Exception {
    assertThat(
            scripted
                .client
                .post("/v1/embeddings", "{\"model\": \"scripted\", \"input\": [\"\", \"a\"]}")
                .body())
        .isEqualTo(
            "{\"object\":\"list\",\"data\":["
                + "{\"object\":\"embedding\",\"index\":0,\"embedding\":[1.0,0.0]},"
                + "{\"object\":\"embedding\",\"index\":1,\"embedding\":[0.5403023,0.84147096]}],"
                + "\"model\":\"scripted\",\"usage\":{\"prompt_tokens\":7,\"total_tokens\":7}}");
    assertThat(
            scripted
                .client
                .post("/v1/embeddings", "{\"input\": \"\", \"encoding_format\": \"base64\"}")
                .at("data", 0, "embedding"))
        .isEqualTo("AACAPwAAAAA=");
  }

  @Test
  void embedsWithTheDemoModel() throws Exception {
    Answer floats = client.post("/v1/embeddings", "{\"input\": [\"tea\", \"coffee\"]}");
    assertThat(floats.status()).as(floats.body()).isEqualTo(200);
    Answer base64 =
        client.post("/v1/embeddings", "{\"input\": \"tea\", \"encoding_format\": \"base64\"}");
    List<?> first = (List<?>) floats.at("data", 0, "embedding");
    var bytes =
        ByteBuffer.wrap(Base64.getDecoder().decode((String) base64.at("data", 0, "embedding")))
            .order(ByteOrder.LITTLE_ENDIAN);
    List<Double> decoded = new ArrayList<>();
    double square = 0;
    while (bytes.hasRemaining()) {
      decoded.add(Double.valueOf(Float.toString(bytes.getFloat())));
      square += decoded.getLast() * decoded.getLast();
    }
    assertThat(decoded).hasSize(192).isEqualTo(first);
    assertThat(square).isCloseTo(1, within(1e-5));
  }

  @Test
  void keepsToAGrammarAndASchema() throws Exception {
    Answer grammar =
        client.post(
            "/v1/chat/completions",
            Client.chatBody("What is 2+2?", ", \"grammar\": \"root ::= \\\"tea\\\"\""));
    assertThat(grammar.at("choices", 0, "message", "content")).isEqualTo("tea");
    Answer schema =
        client.post(
            "/v1/chat/completions",
            Client.chatBody(
                "What is 2+2?",
                """
                , "response_format": {"type": "json_schema", "json_schema": {"name": "sum",
                  "strict": true, "schema": {"const": {"sum": 4}}}}
                """));
    assertThat(schema.status()).as(schema.body()).isEqualTo(200);
    assertThat(Json.parse((String) schema.at("choices", 0, "message", "content")))
        .isEqualTo(Map.of("sum", 4L));
  }

  @Test
  void twentyClientsAtOnceGetTheirOwnAnswers() throws Exception {
    try (var busy = Served.demo(Served.settings(null, 20, ServerSettings.Limits.DEFAULT));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<String>> questions = new ArrayList<>();
      List<String> answers = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        String sum = i % 5 + "+" + i / 5;
        answers.add(sum + " is " + (i % 5 + i / 5) + ".");
        questions.add(
            () ->
                (String)
                    busy.client
                        .chat("What is " + sum + "?")
                        .at("choices", 0, "message", "content"));
      }
      List<String> got = new ArrayList<>();
      for (var future : threads.invokeAll(questions)) {
        got.add(future.get());
      }
      assertThat(got).isEqualTo(answers);
    }
  }

  /** Without what differs each time. */
  private static String stable(Map<String, Object> json) {
    json.keySet().removeAll(List.of("id", "created", "timings"));
    return Json.compact(json);
  }

  private static List<String> events(List<String> lines) throws Exception {
    List<String> events = new ArrayList<>();
    for (int i = 0; i < lines.size(); i += 2) {
      assertThat(lines.get(i)).startsWith("data: ");
      assertThat(lines.get(i + 1)).isEmpty();
      String data = lines.get(i).substring("data: ".length());
      @SuppressWarnings("unchecked") // each event is an object
      Object event = data.equals("[DONE]") ? data : stable((Map<String, Object>) Json.parse(data));
      events.add(String.valueOf(event));
    }
    return events;
  }
}
