package dev.edgeagent.action.builtin;

import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.Params;
import dev.edgeagent.json.Json;
import dev.edgeagent.llm.ChatMessage;
import dev.edgeagent.llm.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A node's conversation: {@code messages} if given, else {@code system} and {@code prompt}. */
final class LlmMessages {

  private static final Set<String> ROLES = Set.of("system", "user", "assistant", "tool");

  private LlmMessages() {}

  static List<ChatMessage> of(Params node) throws ActionException {
    List<ChatMessage> messages = new ArrayList<>();
    switch (node.value("messages")) {
      case null -> {
        String prompt = node.requiredText("prompt");
        node.text("system").ifPresent(system -> messages.add(new ChatMessage("system", system)));
        messages.add(new ChatMessage("user", prompt));
      }
      case List<?> list when !list.isEmpty() -> {
        for (int i = 0; i < list.size(); i++) {
          messages.add(message(list.get(i), i + 1));
        }
      }
      default -> throw node.wrong("messages", "a list of messages with 'role' and 'content'");
    }
    return messages;
  }

  private static ChatMessage message(@Nullable Object item, int number) throws ActionException {
    if (item instanceof Map<?, ?> map && map.get("role") instanceof String role) {
      List<ToolCall> calls = toolCalls(map.get("tool_calls"), number);
      String content = content(map.get("content"), !calls.isEmpty());
      if (content != null) {
        if (ROLES.contains(role)) {
          return new ChatMessage(
              role, content, calls, map.get("tool_call_id") instanceof String id ? id : null);
        }
        throw new ActionException(
                "message " + number + " has the unknown role '" + role + "'",
                "use system, user, assistant or tool")
            .about("messages")
            .near(role, ROLES);
      }
    }
    throw new ActionException(
            "message "
                + number
                + " must be a map with 'role' and 'content', both texts, got "
                + Json.compact(item),
            "check it under 'messages:', and the names in its templates")
        .about("messages");
  }

  private static @Nullable String content(@Nullable Object value, boolean mayBeMissing) {
    return switch (value) {
      case String text -> text;
      case Number number -> number.toString();
      case Boolean flag -> flag.toString();
      case null -> mayBeMissing ? "" : null;
      default -> null;
    };
  }

  /** In the form of {@link ToolCall#asMap()}, which is the OpenAI API's. */
  private static List<ToolCall> toolCalls(@Nullable Object value, int number)
      throws ActionException {
    List<ToolCall> calls = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (Object item : list) {
        if (!(item instanceof Map<?, ?> call
            && call.get("id") instanceof String id
            && call.get("function") instanceof Map<?, ?> function
            && function.get("name") instanceof String name
            && function.get("arguments") instanceof String arguments)) {
          throw new ActionException(
                  "message " + number + ": tool_calls must be a list as llm.chat returns it",
                  "pass on the result's tool_calls as they are")
              .about("messages");
        }
        calls.add(new ToolCall(id, name, arguments));
      }
    }
    return calls;
  }
}
