package dev.edgeagent.server;

import dev.edgeagent.llm.ChatMessage;
import dev.edgeagent.llm.ToolCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code messages} of a chat. */
final class MessagesReader {

  private MessagesReader() {}

  static List<ChatMessage> read(Fields body) throws RequestException {
    List<Object> items = body.list("messages");
    if (items.isEmpty()) {
      throw RequestException.invalid(
          "messages", "'messages' must have at least one message", "missing_required_parameter");
    }
    List<ChatMessage> messages = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      messages.add(message(Fields.of(items.get(i), "messages[" + i + "]")));
    }
    return messages;
  }

  private static ChatMessage message(Fields message) throws RequestException {
    String role = message.requiredText("role");
    message.ignore("name"); // who of several users speaks: no chat format says it
    ChatMessage turn =
        switch (role) {
          case "system", "user" -> new ChatMessage(role, requiredContent(message));
          case "developer" -> new ChatMessage("system", requiredContent(message));
          case "assistant" -> assistant(message);
          case "tool" ->
              ChatMessage.toolResult(
                  message.requiredText("tool_call_id"), requiredContent(message));
          default ->
              throw Fields.wrong(
                  message.path("role"), "system, developer, user, assistant or tool", role);
        };
    message.requireNoOthers();
    return turn;
  }

  private static ChatMessage assistant(Fields message) throws RequestException {
    message.unsupported("function_call");
    message.unsupported("audio");
    message.ignore("refusal", "annotations");
    List<ToolCall> calls = new ArrayList<>();
    List<Object> items = message.list("tool_calls");
    for (int i = 0; i < items.size(); i++) {
      calls.add(toolCall(Fields.of(items.get(i), message.path("tool_calls[" + i + "]"))));
    }
    String content = calls.isEmpty() ? requiredContent(message) : content(message);
    return new ChatMessage("assistant", content == null ? "" : content, calls, null);
  }

  private static ToolCall toolCall(Fields call) throws RequestException {
    call.unsupported("type", "function");
    call.ignore("index"); // of a stream, and sent back by some clients
    Fields function = call.requiredObject("function");
    var read =
        new ToolCall(
            call.requiredText("id"),
            function.requiredText("name"),
            function.requiredText("arguments"));
    function.requireNoOthers();
    call.requireNoOthers();
    return read;
  }

  private static String requiredContent(Fields message) throws RequestException {
    String content = content(message);
    if (content == null) {
      throw RequestException.invalid(
          message.path("content"),
          "'" + message.path("content") + "' is missing",
          "missing_required_parameter");
    }
    return content;
  }

  /** A text, or parts of one, which are joined by line feeds. */
  private static @Nullable String content(Fields message) throws RequestException {
    Object value = message.value("content");
    if (!(value instanceof List<?> parts)) {
      return message.text("content");
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Fields part = Fields.of(parts.get(i), message.path("content[" + i + "]"));
      String type = part.requiredText("type");
      if (!type.equals("text")) {
        throw RequestException.invalid(
            part.path("type"),
            "'"
                + part.path("type")
                + "' must be text, got "
                + type
                + ": this model reads text only",
            "unsupported_parameter");
      }
      texts.add(part.requiredText("text"));
    }
    return String.join("\n", texts);
  }
}
