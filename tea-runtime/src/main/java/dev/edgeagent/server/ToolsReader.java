package dev.edgeagent.server;

import dev.edgeagent.llm.Tool;
import dev.edgeagent.llm.Tools;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code tools} and {@code tool_choice} of a chat. */
final class ToolsReader {

  private static final List<String> CHOICES = List.of("auto", "none", "required");

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private static final Map<String, Object> NO_PARAMETERS =
      Map.of("type", "object", "properties", Map.of());

  private ToolsReader() {}

  static Tools read(Fields body) throws RequestException {
    List<Tool> tools = new ArrayList<>();
    List<Object> items = body.list("tools");
    for (int i = 0; i < items.size(); i++) {
      tools.add(tool(Fields.of(items.get(i), "tools[" + i + "]"), tools));
    }
    String choice = choice(body);
    if (tools.isEmpty()) {
      if (choice != null && !choice.equals("none")) {
        throw RequestException.invalid(
            "tool_choice", "'tool_choice' is given, and 'tools' is not", null);
      }
      return Tools.NONE;
    }
    if (choice != null
        && !CHOICES.contains(choice)
        && tools.stream().noneMatch(tool -> tool.name().equals(choice))) {
      throw RequestException.invalid(
          "tool_choice", "'tool_choice' names '" + choice + "', which is not in 'tools'", null);
    }
    return new Tools(tools, choice == null ? "auto" : choice);
  }

  private static Tool tool(Fields tool, List<Tool> before) throws RequestException {
    String type = tool.requiredText("type");
    if (!type.equals("function")) {
      throw Fields.wrong(tool.path("type"), "function", type);
    }
    Fields function = tool.requiredObject("function");
    String name = function.requiredText("name");
    if (!NAME.matcher(name).matches() || CHOICES.contains(name)) {
      throw Fields.wrong(
          function.path("name"),
          "1 to 64 letters, digits, _ and -, and none of auto, none, required",
          name);
    }
    if (before.stream().anyMatch(other -> other.name().equals(name))) {
      throw RequestException.invalid(
          function.path("name"), "there are two tools of the name '" + name + "'", null);
    }
    String description = function.text("description");
    Fields parameters = function.object("parameters");
    function.ignore("strict"); // a local model always keeps to the schema
    function.requireNoOthers();
    tool.requireNoOthers();
    return new Tool(
        name,
        description == null ? "" : description,
        parameters == null ? NO_PARAMETERS : parameters.asMap());
  }

  private static @Nullable String choice(Fields body) throws RequestException {
    return switch (body.value("tool_choice")) {
      case null -> null;
      case String word when CHOICES.contains(word) -> word;
      case Map<?, ?> map
          when "function".equals(map.get("type"))
              && map.get("function") instanceof Map<?, ?> function
              && function.get("name") instanceof String name ->
          name;
      case Object other ->
          throw Fields.wrong(
              "tool_choice",
              "auto, none, required or {\"type\": \"function\", \"function\": {\"name\": ...}}",
              other);
    };
  }
}
