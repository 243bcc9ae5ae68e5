package dev.edgeagent.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgeagent.json.Json;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.server.Client.Answer;
import dev.edgeagent.server.ServerSettings.Limits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the server says to requests that it cannot answer. */
class RefusalsTest {

  private static Served demo;
  private static Client client;

  @BeforeAll
  static void start() throws Exception {
    demo = Served.demo(Served.settings(null, 16, new Limits(100_000, 60_000)));
    client = demo.client;
  }

  @AfterAll
  static void stop() {
    demo.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      quoteCharacter = '`',
      textBlock =
          """
          , "n": 2                          | n | 'n' is not supported here, except as 1; leave it out
          , "logprobs": true                | logprobs | 'logprobs' is not supported here, except as false; leave it out
          , "top_logprobs": 3               | top_logprobs | 'top_logprobs' is not supported here, except as 0; leave it out
          , "logit_bias": {"5": 1}          | logit_bias | 'logit_bias' is not supported here, except as {}; leave it out
          , "functions": []                 | functions | 'functions' is not supported here, except as null; leave it out
          , "modalities": ["audio"]         | modalities | 'modalities' is not supported here, except as ["text"]; leave it out
          , "temprature": 1                 | temprature | there is no parameter 'temprature' here
          , "temperature": "hot"            | temperature | 'temperature' must be a number, got "hot"
          , "temperature": 101              | temperature | temperature must be from 0 to 100, got 101.0
          , "top_p": 0                      | top_p | top_p must be above 0, at most 1, got 0.0
          , "top_k": 1.5                    | top_k | 'top_k' must be a whole number, got 1.5
          , "presence_penalty": 3           | presence_penalty | presence_penalty must be from -2 to 2, got 3.0
          , "max_tokens": 0                 | max_tokens | max_tokens must be 1 or more, got 0
          , "max_tokens": 99999999999999999999 | max_tokens | 'max_tokens' must be a whole number, got 99999999999999999999
          , "max_tokens": 1, "max_completion_tokens": 2 | max_tokens | 'max_tokens' is 1, and 'max_completion_tokens' 2: give one
          , "stop": [1]                     | stop | 'stop' must be a string or a list of strings, got 1
          , "stop": ""                      | stop | stop must not contain an empty text
          , "stream": "yes"                 | stream | 'stream' must be true or false, got "yes"
          , "stream_options": {}            | stream_options | 'stream_options' needs 'stream': true
          , "stream": true, "stream_options": {"usage": true} | stream_options.usage | there is no parameter 'stream_options.usage' here
          , "response_format": "json"       | response_format | 'response_format' must be an object, got "json"
          , "response_format": {"type": "xml"} | response_format.type | 'response_format.type' must be text, json_object or json_schema, got "xml"
          , "response_format": {"type": "json_schema"} | response_format.json_schema | 'response_format.json_schema' is missing
          , "grammar": "root ::= \\"a\\"", "response_format": {"type": "text"} | grammar | 'grammar' and 'response_format' exclude each other: leave one out
          , "tool_choice": "auto"           | tool_choice | 'tool_choice' is given, and 'tools' is not
          , "tools": {}                     | tools | 'tools' must be a list, got an object
          , "tools": [{"type": "custom"}]   | tools[0].type | 'tools[0].type' must be function, got "custom"
          , "tools": [{"type": "function", "function": {"name": "a b"}}] | tools[0].function.name | 'tools[0].function.name' must be 1 to 64 letters, digits, _ and -, and none of auto, none, required, got "a b"
          , "tools": [{"type": "function", "function": {"name": "a"}}], "tool_choice": {"type": "function", "function": {"name": "b"}} | tool_choice | 'tool_choice' names 'b', which is not in 'tools'
          , "tools": [{"type": "function", "function": {"name": "a"}}], "tool_choice": "maybe" | tool_choice | 'tool_choice' must be auto, none, required or {"type": "function", "function": {"name": ...}}, got "maybe"
          """)
  void saysWhatIsWrongWithAParameter(String more, String param, String message) throws Exception {
    refused(client.post("/v1/chat/completions", Client.chatBody("Hi", more)), 400, param, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      quoteCharacter = '`',
      textBlock =
          """
          "Hi"                                    | messages | 'messages' must be a list, got "Hi"
          []                                      | messages | 'messages' must have at least one message
          ["Hi"]                                  | messages[0] | 'messages[0]' must be an object, got "Hi"
          [{"content": "Hi"}]                     | messages[0].role | 'messages[0].role' is missing
          [{"role": "bot", "content": "Hi"}]      | messages[0].role | 'messages[0].role' must be system, developer, user, assistant or tool, got "bot"
          [{"role": "user"}]                      | messages[0].content | 'messages[0].content' is missing
          [{"role": "user", "content": 3}]        | messages[0].content | 'messages[0].content' must be a string, got 3
          [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "x"}}]}] | messages[0].content[0].type | 'messages[0].content[0].type' must be text, got image_url: this model reads text only
          [{"role": "tool", "content": "x"}]      | messages[0].tool_call_id | 'messages[0].tool_call_id' is missing
          [{"role": "assistant", "tool_calls": [{"id": "1", "function": {"name": "f", "arguments": {}}}]}] | messages[0].tool_calls[0].function.arguments | 'messages[0].tool_calls[0].function.arguments' must be a string, got an object
          [{"role": "user", "content": "Hi", "mood": "good"}] | messages[0].mood | there is no parameter 'messages[0].mood' here
          """)
  void saysWhatIsWrongWithAMessage(String messages, String param, String message) throws Exception {
    refused(
        client.post("/v1/chat/completions", "{\"messages\": " + messages + "}"),
        400,
        param,
        message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      quoteCharacter = '`',
      textBlock =
          """
          /v1/completions | {}                               | prompt | 'prompt' is missing
          /v1/completions | {"prompt": ["a", "b"]}           | prompt | 'prompt' must be a string or a list of one string, got a list
          /v1/completions | {"prompt": [1, 2]}               | prompt | 'prompt' must be a string or a list of one string, got a list
          /v1/completions | {"prompt": "a", "echo": true}    | echo | 'echo' is not supported here, except as false; leave it out
          /v1/completions | {"prompt": "a", "best_of": 2}    | best_of | 'best_of' is not supported here, except as 1; leave it out
          /v1/completions | {"prompt": "a", "suffix": "b"}   | suffix | 'suffix' is not supported here, except as ""; leave it out
          /v1/completions | {"prompt": "a", "logprobs": 0}   | logprobs | 'logprobs' is not supported here, except as null; leave it out
          /v1/embeddings  | {}                               | input | 'input' is missing
          /v1/embeddings  | {"input": []}                    | input | 'input' must have from 1 to 2048 texts, got 0
          /v1/embeddings  | {"input": [[1]]}                 | input | 'input' must be a string or a list of strings, got a list
          /v1/embeddings  | {"input": "a", "dimensions": 5}  | dimensions | 'dimensions' is not supported here, except as null; leave it out
          /v1/embeddings  | {"input": "a", "encoding_format": "int8"} | encoding_format | 'encoding_format' must be float or base64, got "int8"
          /v1/completions | 17                               | `` | the body must be a JSON object, got 17
          /v1/completions | {"prompt": "a",}                 | `` | the body is not JSON: line 1, column 16: Unexpected character ('}' (code 125)): was expecting double-quote to start field name
          /v1/completions | {"prompt": "a"} x                | `` | the body is not JSON: line 1, column 18: Unrecognized token 'x': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')
          """)
  void saysWhatIsWrongWithOtherRequests(String path, String body, String param, String message)
      throws Exception {
    refused(client.post(path, body), 400, param.isEmpty() ? null : param, message);
  }

  private static void refused(Answer answer, int status, String param, String message) {
    assertThat(answer.at("error", "message")).isEqualTo(message);
    assertThat(answer.at("error", "param")).isEqualTo(param);
    assertThat(answer.at("error", "type")).isEqualTo("invalid_request_error");
    assertThat(answer.status()).isEqualTo(status);
  }

  @Test
  void hasTheFormOfTheOpenAiApi() throws Exception {
    Answer answer =
        client.post("/v1/chat/completions", Client.chatBody("Hi", ", \"model\": \"gpt-5\""));
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body())
        .isEqualTo(
            "{\"error\":{\"message\":\"there is no model 'gpt-5' here: use demo, or start tea serve"
                + " with --model-alias gpt-5\",\"type\":\"invalid_request_error\","
                + "\"param\":\"model\",\"code\":\"model_not_found\"}}");
  }

  @Test
  void knowsNoOtherModelsAddressesAndMethods() throws Exception {
    assertThat(client.get("/v1/models/gpt-5").at("error", "code")).isEqualTo("model_not_found");
    Answer unknown = client.post("/chat/completions", "{}");
    refused(unknown, 404, null, "there is no /chat/completions here: use /v1/chat/completions");
    refused(
        client.get("/"),
        404,
        null,
        "there is no / here: there are /v1/chat/completions, /v1/completions, /v1/embeddings,"
            + " /v1/models and /health");
    Answer wrong = client.get("/v1/chat/completions");
    refused(wrong, 405, null, "/v1/chat/completions takes POST, not GET");
    assertThat(wrong.headers().firstValue("allow")).contains("POST");
    refused(
        client.send("DELETE", "/v1/models/demo"),
        405,
        null,
        "/v1/models/demo takes GET, not DELETE");
    refused(client.send("OPTIONS", "/v1/models"), 405, null, "/v1/models takes GET, not OPTIONS");
  }

  @Test
  void saysHowLongAPromptMayBe() throws Exception {
    Answer answer =
        client.post("/v1/completions", "{\"prompt\": \"" + "tea is good. ".repeat(200) + "\"}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("error", "code")).isEqualTo("context_length_exceeded");
    assertThat((String) answer.at("error", "message"))
        .matches(
            "the prompt has \\d+ tokens, and the context of demo.gguf has room for 512, answer"
                + " included; shorten the prompt");
    Answer streamed =
        client.post(
            "/v1/completions",
            "{\"stream\": true, \"prompt\": \"" + "tea is good. ".repeat(200) + "\"}");
    assertThat(streamed.status()).isEqualTo(400);
    assertThat(streamed.at("error", "code")).isEqualTo("context_length_exceeded");
  }

  @Test
  void takesNoBodyThatIsTooLarge() throws Exception {
    String large = "{\"prompt\": \"" + "x".repeat(3_000_000) + "\"}";
    refused(
        client.post("/v1/completions", large), 413, null, "the body has more than 100000 bytes");
    refused(
        client.post("/v1/completions", "x".repeat(100_001)),
        413,
        null,
        "the body has more than 100000 bytes");
    assertThat(client.chat("What is 2+2?").status()).isEqualTo(200);
  }

  @Test
  void survivesWhatIsNoJson() throws Exception {
    String deep = "[".repeat(40_000);
    assertThat(client.post("/v1/completions", deep).at("error", "code")).isEqualTo("invalid_json");
    assertThat(client.post("/v1/completions", "").at("error", "message"))
        .isEqualTo("the body is not JSON: line 1, column 1: the text is empty");
    assertThat(client.post("/v1/completions", "{\"prompt\": \"\\ud800\"}").status()).isIn(200, 400);
    try (var socket = client.open("POST /v1/completions HTTP/1.0\r\nContent-Length: 2\r\n\r\n")) {
      socket.getOutputStream().write(new byte[] {(byte) 0xC3, (byte) 0x28});
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 400 ")
          .contains("the body is not UTF-8");
    }
    assertThat(client.chat("What is 2+2?").status()).isEqualTo(200);
  }

  @Test
  void wrongRequestsOfManyKindsAreNeverAnInternalError() throws Exception {
    List<String> values =
        Arrays.asList("null", "true", "-1", "1e300", "\"x\"", "[]", "{}", "[[{}]]", "{\"type\":1}");
    List<String> keys =
        List.of(
            "model",
            "messages",
            "stream",
            "stream_options",
            "temperature",
            "top_p",
            "top_k",
            "min_p",
            "seed",
            "max_tokens",
            "max_completion_tokens",
            "stop",
            "n",
            "tools",
            "tool_choice",
            "response_format",
            "grammar",
            "logit_bias",
            "logprobs",
            "prompt",
            "input",
            "encoding_format",
            "dimensions",
            "user");
    List<String> wrong = new ArrayList<>();
    for (String path : List.of("/v1/chat/completions", "/v1/completions", "/v1/embeddings")) {
      for (String key : keys) {
        for (String value : values) {
          Map<String, String> body = base(path);
          body.put(key, value);
          String text =
              body.entrySet().stream()
                  .map(entry -> "\"" + entry.getKey() + "\": " + entry.getValue())
                  .collect(Collectors.joining(", ", "{", "}"));
          int status = client.post(path, text).status();
          if (status >= 500) {
            wrong.add(path + " " + text + ": " + status);
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static Map<String, String> base(String path) {
    Map<String, String> body = new LinkedHashMap<>();
    switch (path) {
      case "/v1/chat/completions" -> {
        body.put("messages", "[{\"role\": \"user\", \"content\": \"What is 2+2?\"}]");
        body.put("max_tokens", "2");
      }
      case "/v1/completions" -> {
        body.put("prompt", "\"tea\"");
        body.put("max_tokens", "2");
      }
      default -> body.put("input", "\"tea\"");
    }
    return body;
  }

  @Test
  void tellsWhatTheModelSaysIsWrong() throws Exception {
    var model =
        new ScriptedModel(
            (text, _, listener) -> {
              switch (text) {
                case "busy" -> throw ModelException.temporary("it is busy", "try again", null);
                case "bug" -> throw new IllegalStateException("a bug");
                case "late" -> {
                  listener.onText("so");
                  throw new ModelException("it broke", "mend it");
                }
                default -> throw new ModelException("it is wrong", "mend it");
              }
            });
    try (var served = Served.of(model, Served.settings())) {
      assertThat(error(served, "wrong")).isEqualTo("400 it is wrong; mend it null");
      assertThat(error(served, "busy")).isEqualTo("503 it is busy; try again model_unavailable");
      assertThat(error(served, "bug"))
          .isEqualTo("500 internal error: java.lang.IllegalStateException: a bug internal_error");
      assertThat(error(served, "late")).isEqualTo("400 it broke; mend it null");
    }
  }

  private static String error(Served served, String question) throws Exception {
    Answer answer = served.client.chat(question);
    return answer.status() + " " + answer.at("error", "message") + " " + answer.at("error", "code");
  }

  @Test
  void anErrorInAStreamIsAnEventWithoutAnEnd() throws Exception {
    var model =
        new ScriptedModel(
            (_, _, listener) -> {
              listener.onText("so");
              throw new ModelException("it broke", "mend it");
            });
    try (var served = Served.of(model, Served.settings());
        var socket =
            served.client.openPost(
                "/v1/chat/completions", Client.chatBody("Go", ", \"stream\": true"))) {
      String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(text)
          .startsWith("HTTP/1.1 200 OK\r\n")
          .contains(
              "data: "
                  + Json.compact(RequestException.invalid(null, "it broke; mend it").asMap())
                  + "\n\n")
          .doesNotContain("[DONE]")
          .doesNotEndWith("0\r\n\r\n");
    }
  }
}
