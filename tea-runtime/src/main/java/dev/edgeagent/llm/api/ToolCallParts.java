package dev.edgeagent.llm.api;

import dev.edgeagent.json.Json;
import dev.edgeagent.llm.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tool calls that come in pieces: the first piece of a call has its id and name, the others more of
 * its arguments. Servers differ in what they leave out.
 */
final class ToolCallParts {

  private static final class Part {
    private final int index;
    private String id = "";
    private final StringBuilder name = new StringBuilder();
    private final StringBuilder arguments = new StringBuilder();

    private Part(int index) {
      this.index = index;
    }
  }

  private final List<Part> parts = new ArrayList<>();

  void add(List<Fields> deltas) {
    for (Fields delta : deltas) {
      String id = delta.text("id");
      Part part = part(delta.has("index") ? delta.count("index") : -1, id == null ? "" : id);
      Fields function = delta.object("function");
      String name = function.text("name");
      part.name.append(name == null || name.contentEquals(part.name) ? "" : name);
      part.arguments.append(arguments(function.value("arguments")));
    }
  }

  boolean isEmpty() {
    return parts.isEmpty();
  }

  /** All of them, in the order in which they began. */
  List<ToolCall> calls() {
    return parts.stream()
        .map(
            part ->
                new ToolCall(
                    part.id.isEmpty() ? "call_" + UUID.randomUUID() : part.id,
                    part.name.toString(),
                    part.arguments.isEmpty() ? "{}" : part.arguments.toString()))
        .toList();
  }

  /** The call of that index; without an index, the last one, unless the id is new. */
  private Part part(int index, String id) {
    for (Part part : parts.reversed()) {
      boolean isOther = !id.isEmpty() && !part.id.isEmpty() && !id.equals(part.id);
      if ((index < 0 || part.index == index) && !isOther) {
        part.id = part.id.isEmpty() ? id : part.id;
        return part;
      }
      if (index < 0) {
        break;
      }
    }
    var part = new Part(index);
    part.id = id;
    parts.add(part);
    return part;
  }

  /** A text by the API's rules; an object from servers that do not keep to them. */
  private static String arguments(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case String text -> text;
      case Map<?, ?> map -> Json.compact(map);
      default -> value.toString();
    };
  }
}
