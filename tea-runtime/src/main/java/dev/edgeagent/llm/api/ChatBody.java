package dev.edgeagent.llm.api;

import dev.edgeagent.llm.ChatMessage;
import dev.edgeagent.llm.LlmCallParams;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.ResponseFormat;
import dev.edgeagent.llm.SamplingParams;
import dev.edgeagent.llm.Tool;
import dev.edgeagent.llm.ToolCall;
import dev.edgeagent.llm.Tools;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A conversation in the form of the OpenAI API: what the caller has said, and nothing else. */
final class ChatBody {

  /** More are an error there; all of them are looked for here, too. */
  private static final int MAX_STOPS = 4;

  private final Map<String, @Nullable Object> body = new LinkedHashMap<>();

  private ChatBody() {}

  /**
   * Without the most tokens to generate, for which there are two names.
   *
   * @throws ModelException if the API has no word for something that the answer depends on
   */
  static Map<String, @Nullable Object> of(
      Endpoint endpoint, List<ChatMessage> messages, LlmCallParams params, boolean streams)
      throws ModelException {
    var chat = new ChatBody();
    chat.put("model", endpoint.namesModel() ? endpoint.model() : null);
    chat.put("messages", messages.stream().map(ChatBody::message).toList());
    chat.addSampling(params.sampling());
    if (!params.stop().isEmpty()) {
      chat.put("stop", params.stop().stream().limit(MAX_STOPS).toList());
    }
    chat.put("response_format", format(params.format()));
    chat.addTools(params.tools());
    if (streams) {
      chat.put("stream", true);
      chat.put("stream_options", Map.of("include_usage", true));
    }
    return chat.body;
  }

  /** What a caller has set that the API has no word for, and that is not sent for that reason. */
  static List<String> unsent(SamplingParams sampling) {
    List<String> names = new ArrayList<>();
    if (sampling.topK() != null) {
      names.add("top_k");
    }
    if (sampling.minP() != null) {
      names.add("min_p");
    }
    if (sampling.repeatPenalty() != null) {
      names.add("repeat_penalty");
    }
    return names;
  }

  private void put(String key, @Nullable Object value) {
    if (value != null) {
      body.put(key, value);
    }
  }

  private void addSampling(SamplingParams sampling) {
    put("temperature", sampling.temperature());
    put("top_p", sampling.topP());
    put("seed", sampling.seed());
    put("frequency_penalty", sampling.frequencyPenalty());
    put("presence_penalty", sampling.presencePenalty());
  }

  private void addTools(Tools tools) {
    if (tools.isEmpty()) {
      return;
    }
    put("tools", tools.all().stream().map(Tool::asMap).toList());
    put(
        "tool_choice",
        switch (tools.choice()) {
          case "auto", "required" -> tools.choice();
          case String name -> typed("function", Map.of("name", name));
        });
  }

  private static @Nullable Object format(ResponseFormat format) throws ModelException {
    return switch (format) {
      case ResponseFormat.Text _ -> null;
      case ResponseFormat.JsonObject _ -> Map.of("type", "json_object");
      case ResponseFormat.JsonSchema(String name, Map<String, Object> schema, boolean strict) -> {
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("name", name);
        named.put("strict", strict);
        named.put("schema", schema);
        yield typed("json_schema", named);
      }
      case ResponseFormat.Grammar _ ->
          throw new ModelException(
              "an API takes no grammar",
              "use 'backend: local', or response_format with a JSON schema");
    };
  }

  /** Of the API's form for alternatives: {@code {type: X, X: ...}}. */
  private static Map<String, Object> typed(String type, Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("type", type);
    map.put(type, value);
    return map;
  }

  private static Map<String, @Nullable Object> message(ChatMessage message) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    boolean onlyAsks = message.content().isEmpty() && !message.toolCalls().isEmpty();
    map.put("role", message.role());
    map.put("content", onlyAsks ? null : message.content());
    if (!message.toolCalls().isEmpty()) {
      map.put("tool_calls", message.toolCalls().stream().map(ToolCall::asMap).toList());
    }
    if (message.toolCallId() != null) {
      map.put("tool_call_id", message.toolCallId());
    }
    return map;
  }
}
