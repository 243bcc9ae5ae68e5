package dev.edgeagent.llm.chat;

import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.ResponseFormat;
import dev.edgeagent.llm.Tool;
import dev.edgeagent.llm.Tools;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which tools an answer may ask for.
 *
 * @param offered may be empty
 * @param mustCall whether the answer has to be a call of one of them
 */
record ToolChoice(List<Tool> offered, boolean mustCall) {

  /**
   * @throws ModelException if a tool is to be called that is not there
   */
  static ToolChoice of(Tools tools) throws ModelException {
    if (tools.isEmpty()) {
      return new ToolChoice(List.of(), false);
    }
    return switch (tools.choice()) {
      case "auto" -> new ToolChoice(tools.all(), false);
      case "required" -> new ToolChoice(tools.all(), true);
      default -> {
        List<Tool> named =
            tools.all().stream().filter(tool -> tool.name().equals(tools.choice())).toList();
        if (named.isEmpty()) {
          throw new ModelException(
              "tool_choice asks for '"
                  + tools.choice()
                  + "', but the tools are "
                  + String.join(", ", tools.all().stream().map(Tool::name).toList()),
              "give auto, none, required, or the name of one of them");
        }
        yield new ToolChoice(named, true);
      }
    };
  }

  /** The form of the answer if it has to be a call: one JSON object. */
  Optional<ResponseFormat> forced() {
    if (!mustCall) {
      return Optional.empty();
    }
    List<Map<String, Object>> calls = offered.stream().map(ToolChoice::schema).toList();
    Map<String, Object> schema = calls.size() == 1 ? calls.getFirst() : Map.of("anyOf", calls);
    return Optional.of(new ResponseFormat.JsonSchema("tool_call", schema, true));
  }

  private static Map<String, Object> schema(Tool tool) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("name", Map.of("const", tool.name()));
    properties.put("arguments", tool.parameters());
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    schema.put("required", List.of("name", "arguments"));
    schema.put("additionalProperties", false);
    return schema;
  }
}
