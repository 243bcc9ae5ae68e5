package dev.edgeagent.llm.chat;

import dev.edgeagent.llm.ChatMessage;
import dev.edgeagent.llm.ToolCall;
import java.util.ArrayList;
import java.util.List;

/** Turns with several calls as turns with one, for models that make one at a time. */
final class SingleCalls {

  private SingleCalls() {}

  /** Each call becomes a turn of its own, which its result follows. */
  static List<ChatMessage> of(List<ChatMessage> messages) {
    List<ChatMessage> single = new ArrayList<>();
    List<ChatMessage> rest = new ArrayList<>(messages);
    while (!rest.isEmpty()) {
      ChatMessage message = rest.removeFirst();
      if (message.toolCalls().size() < 2) {
        single.add(message);
        continue;
      }
      String content = message.content();
      for (ToolCall call : message.toolCalls()) {
        single.add(new ChatMessage(message.role(), content, List.of(call), null));
        content = "";
        takeResult(call, rest, single);
      }
    }
    return single;
  }

  private static void takeResult(ToolCall call, List<ChatMessage> rest, List<ChatMessage> single) {
    for (int i = 0; i < rest.size() && rest.get(i).role().equals("tool"); i++) {
      if (call.id().equals(rest.get(i).toolCallId())) {
        single.add(rest.remove(i));
        return;
      }
    }
  }
}
