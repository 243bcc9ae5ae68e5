package dev.edgeagent.llm.chat;

import dev.edgeagent.json.Json;
import dev.edgeagent.json.JsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The JSON by which models ask for tools, in all its shapes. */
final class CallJson {

  /**
   * What is asked for.
   *
   * @param arguments a JSON object
   */
  record Call(String name, String arguments) {}

  private static final Set<String> KEYS =
      Set.of("name", "function", "arguments", "parameters", "type", "id");

  private CallJson() {}

  /**
   * The calls of a JSON object or list; empty if it is not one, or is something else.
   *
   * @param isMarked whether the text around it says that it is a call; else it has to look exactly
   *     like one
   */
  static Optional<List<Call>> calls(String json, boolean isMarked) {
    List<Call> calls = new ArrayList<>();
    Object value = parsed(json);
    List<?> items =
        value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
    for (Object item : items) {
      Call call = item instanceof Map<?, ?> map ? call(map, isMarked) : null;
      if (call == null) {
        return Optional.empty();
      }
      calls.add(call);
    }
    return calls.isEmpty() ? Optional.empty() : Optional.of(calls);
  }

  /** A call whose name is known already. */
  static Optional<List<Call>> arguments(String name, String json) {
    return parsed(json) instanceof Map<?, ?> map
        ? Optional.of(List.of(new Call(name, Json.compact(map))))
        : Optional.empty();
  }

  private static @Nullable Call call(Map<?, ?> map, boolean isMarked) {
    if (!isMarked && !KEYS.containsAll(map.keySet())) {
      return null;
    }
    if (map.get("function") instanceof Map<?, ?> function) {
      return call(function, isMarked);
    }
    Object name = map.containsKey("name") ? map.get("name") : map.get("function");
    Object arguments = map.containsKey("arguments") ? map.get("arguments") : map.get("parameters");
    if (arguments instanceof String text) {
      arguments = parsed(text);
    } else if (arguments == null && isMarked) {
      arguments = Map.of();
    }
    return name instanceof String text && !text.isBlank() && arguments instanceof Map<?, ?> object
        ? new Call(text, Json.compact(object))
        : null;
  }

  private static @Nullable Object parsed(String json) {
    try {
      return Json.parse(json);
    } catch (JsonException e) {
      return null; // then it is text
    }
  }
}
