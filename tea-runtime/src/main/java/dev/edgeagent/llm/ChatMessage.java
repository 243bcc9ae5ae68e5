package dev.edgeagent.llm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One turn of a conversation.
 *
 * @param role {@code system}, {@code user}, {@code assistant} or {@code tool}
 * @param content its text; may be empty beside tool calls
 * @param toolCalls what an assistant's turn asks for; empty otherwise
 * @param toolCallId what a tool's turn answers; null otherwise
 */
public record ChatMessage(
    String role, String content, List<ToolCall> toolCalls, @Nullable String toolCallId) {

  public ChatMessage {
    toolCalls = List.copyOf(toolCalls);
  }

  /** A turn of text. */
  public ChatMessage(String role, String content) {
    this(role, content, List.of(), null);
  }

  /** The result of a tool. */
  public static ChatMessage toolResult(String callId, String content) {
    return new ChatMessage("tool", content, List.of(), callId);
  }

  /** The same turn with another text. */
  public ChatMessage withContent(String text) {
    return new ChatMessage(role, text, toolCalls, toolCallId);
  }
}
