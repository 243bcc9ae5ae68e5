package dev.edgeagent.llm.chat;

import dev.edgeagent.json.Json;
import dev.edgeagent.json.JsonException;
import dev.edgeagent.llm.ChatMessage;
import dev.edgeagent.llm.Tool;
import dev.edgeagent.llm.ToolCall;
import dev.edgeagent.llm.chat.TemplateAbilities.Calls;
import dev.edgeagent.llm.chat.TemplateAbilities.Offer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A conversation in the form that a template understands. */
final class Conversation {

  private final TemplateAbilities abilities;
  private final PlainText plain;
  private final ToolWords words = new ToolWords();
  private final List<Map<String, Object>> turns = new ArrayList<>();
  private boolean endsInResult;

  /**
   * @param plain for what the messages say
   */
  Conversation(TemplateAbilities abilities, PlainText plain) {
    this.abilities = abilities;
    this.plain = plain;
  }

  /**
   * @param tools that are offered; may be empty
   */
  List<Map<String, Object>> turns(List<ChatMessage> messages, List<Tool> tools) {
    List<ChatMessage> separate =
        abilities.severalCalls() || abilities.calls() == Calls.CONTENT
            ? messages
            : SingleCalls.of(messages);
    for (ChatMessage message : separate) {
      add(message);
    }
    if (!tools.isEmpty() && abilities.offer() != Offer.VARIABLE) {
      offer(tools);
    }
    if (!abilities.systemRole()) {
      foldSystem();
    }
    return turns;
  }

  private void add(ChatMessage message) {
    String content = plain.text(message.content());
    if (message.role().equals("tool") && !abilities.toolRole()) {
      addResult(content);
    } else if (endsInResult && message.role().equals("user")) {
      append(content); // results and what the user says then are one turn of the user's
    } else {
      turns.add(turn(message, content));
    }
    endsInResult = message.role().equals("tool") && !abilities.toolRole() && !isPhi();
  }

  /** Results that follow one another become one turn: users and assistants must take turns. */
  private void addResult(String content) {
    if (isPhi()) {
      turns.add(said("tool_response", content));
    } else if (endsInResult) {
      append(ToolWords.result(content));
    } else {
      turns.add(said("user", ToolWords.result(content)));
    }
  }

  private void append(String content) {
    turns.getLast().computeIfPresent("content", (_, before) -> before + "\n" + content);
  }

  private Map<String, Object> turn(ChatMessage message, String content) {
    Map<String, Object> turn = said(message.role(), content);
    if (!message.toolCalls().isEmpty()) {
      if (abilities.calls() == Calls.CONTENT) {
        List<Map<String, Object>> named = message.toolCalls().stream().map(this::function).toList();
        turn.put("content", words.calls(content, named, isPhi()));
      } else {
        turn.put("tool_calls", message.toolCalls().stream().map(this::call).toList());
      }
    }
    if (message.toolCallId() != null) {
      turn.put("tool_call_id", id(message.toolCallId()));
    }
    return turn;
  }

  private Map<String, Object> call(ToolCall call) {
    Map<String, Object> map = call.asMap();
    map.put("id", id(call.id()));
    map.put("function", function(call));
    return map;
  }

  private Map<String, Object> function(ToolCall call) {
    Map<String, Object> function = new LinkedHashMap<>();
    function.put("name", plain.text(call.name()));
    // JSON can hide a control token in escapes: what is parsed is made plain after that.
    function.put(
        "arguments",
        plain.value(
            abilities.calls() == Calls.TEXTS ? call.arguments() : parsed(call.arguments())));
    return function;
  }

  /** As it stands if it is not JSON: the model shall see what it wrote. */
  private static Object parsed(String arguments) {
    try {
      Object value = Json.parse(arguments);
      return value == null ? Map.of() : value;
    } catch (JsonException e) {
      return arguments;
    }
  }

  private String id(String id) {
    if (!abilities.nineCharacterIds()) {
      return plain.text(id);
    }
    String padded = "000000000" + id.replaceAll("[^A-Za-z0-9]", "");
    return padded.substring(padded.length() - 9);
  }

  private void offer(List<Tool> tools) {
    boolean hasSystem = !turns.isEmpty() && "system".equals(turns.getFirst().get("role"));
    if (!hasSystem) {
      turns.addFirst(said("system", ""));
    }
    Map<String, Object> system = turns.getFirst();
    if (isPhi()) {
      system.put("tools", words.list(tools));
    } else {
      system.computeIfPresent("content", (_, text) -> words.offer(text.toString(), tools));
    }
  }

  private boolean isPhi() {
    return abilities.offer() == Offer.SYSTEM_KEY;
  }

  /** A system text that the template would refuse or drop goes before what the user says first. */
  private void foldSystem() {
    if (turns.isEmpty() || !"system".equals(turns.getFirst().get("role"))) {
      return;
    }
    Object system = turns.removeFirst().getOrDefault("content", "");
    if (!turns.isEmpty() && "user".equals(turns.getFirst().get("role"))) {
      turns.getFirst().computeIfPresent("content", (_, text) -> system + "\n\n" + text);
    } else {
      turns.addFirst(said("user", system.toString()));
    }
  }

  private static Map<String, Object> said(String role, String content) {
    Map<String, Object> turn = new LinkedHashMap<>();
    turn.put("role", role);
    turn.put("content", content);
    return turn;
  }
}
