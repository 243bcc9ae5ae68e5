package dev.edgeagent.action.builtin;

import dev.edgeagent.action.Action;
import dev.edgeagent.action.ActionContext;
import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.Params;
import dev.edgeagent.json.Json;
import dev.edgeagent.json.JsonException;
import dev.edgeagent.llm.Tool;
import dev.edgeagent.llm.ToolCall;
import dev.edgeagent.llm.Tools;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tools of a node, and the actions behind them. */
final class ToolBox {

  private final ActionContext context;
  private final Map<String, ToolEntry> entries = new LinkedHashMap<>();

  private ToolBox(ActionContext context) {
    this.context = context;
  }

  /**
   * What a tool gave.
   *
   * @param arguments what it was called with; a text if that was not a JSON object
   * @param text JSON, for the model
   */
  record Answer(Object arguments, String text) {}

  static ToolBox of(Params params, ActionContext context) throws ActionException {
    var box = new ToolBox(context);
    if (!(params.given("tools") instanceof List<?> list) || list.isEmpty()) {
      throw params.wrong("tools", "a list of one tool or more");
    }
    for (int i = 0; i < list.size(); i++) {
      ToolEntry entry = ToolEntry.of(list.get(i), i + 1, context.actions());
      if (box.entries.put(entry.tool().name(), entry) != null) {
        throw new ActionException(
                "two tools are called '" + entry.tool().name() + "'", "give each a name of its own")
            .about("tools");
      }
    }
    return box;
  }

  /**
   * @throws ActionException if the choice is none of the tools
   */
  Tools offered(String choice) throws ActionException {
    Set<String> words = new LinkedHashSet<>(List.of("auto", "none", "required"));
    words.addAll(entries.keySet());
    if (!words.contains(choice)) {
      throw new ActionException(
              "tool_choice '" + choice + "' is none of the tools",
              "use one of: " + String.join(", ", words))
          .about("tool_choice")
          .near(choice, words);
    }
    List<Tool> tools = new ArrayList<>();
    entries.values().forEach(entry -> tools.add(entry.tool()));
    return new Tools(tools, choice);
  }

  /** Runs what a model asks for. What goes wrong is told to the model, who may do better. */
  Answer run(ToolCall call) throws InterruptedException {
    Map<String, Object> arguments = arguments(call.arguments());
    if (arguments == null) {
      return new Answer(
          call.arguments(), error("the arguments are not a JSON object: " + call.arguments()));
    }
    ToolEntry entry = entries.get(call.name());
    if (entry == null) {
      return new Answer(
          arguments,
          error(
              "there is no tool '%s'; there is: %s"
                  .formatted(call.name(), String.join(", ", entries.keySet()))));
    }
    Action action = entry.action();
    if (action == null) {
      return new Answer(
          arguments,
          Json.compact(map("note", "Tool '" + call.name() + "' called but no action mapped")));
    }
    try {
      return new Answer(
          arguments,
          Json.compact(action.run(Params.named(arguments, action.parameters()), context)));
    } catch (ActionException e) {
      return new Answer(arguments, error(e.getMessage() + " (" + e.fix() + ")"));
    } catch (IllegalArgumentException e) { // a result that JSON has no form for
      return new Answer(arguments, error("the result of " + action.name() + ": " + e.getMessage()));
    }
  }

  @SuppressWarnings("unchecked") // the keys of a JSON object are strings
  private static @Nullable Map<String, Object> arguments(String text) {
    try {
      return text.isBlank()
          ? Map.of()
          : Json.parse(text) instanceof Map<?, ?> map ? (Map<String, Object>) map : null;
    } catch (JsonException e) {
      return null; // told to the model
    }
  }

  private static String error(String what) {
    return Json.compact(map("error", what));
  }

  private static Map<String, Object> map(String key, Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(key, value);
    return map;
  }
}
