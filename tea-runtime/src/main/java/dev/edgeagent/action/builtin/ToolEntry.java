package dev.edgeagent.action.builtin;

import dev.edgeagent.action.Action;
import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.ActionRegistry;
import dev.edgeagent.action.Parameter;
import dev.edgeagent.action.ParameterType;
import dev.edgeagent.json.Json;
import dev.edgeagent.llm.Tool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One of the tools that a node lists: the name of an action; a map with {@code name}, {@code
 * description}, {@code parameters} and {@code action}; or the OpenAI form with {@code function}.
 *
 * @param action what runs when the model asks for it; null if nothing does
 */
record ToolEntry(Tool tool, @Nullable Action action) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /**
   * @param number which of the tools it is, from 1
   */
  static ToolEntry of(@Nullable Object item, int number, ActionRegistry actions)
      throws ActionException {
    return switch (item) {
      case String action -> ofAction(known(action, number, actions), null, null, null);
      case Map<?, ?> map -> of(map, number, actions);
      case null, default -> throw wrong(number, item);
    };
  }

  private static ToolEntry of(Map<?, ?> map, int number, ActionRegistry actions)
      throws ActionException {
    Map<?, ?> function = map.get("function") instanceof Map<?, ?> inner ? inner : map;
    String name = text(function, "name");
    String description = text(function, "description");
    Object parameters = function.get("parameters");
    String actionName = text(map, "action");
    if (parameters != null && !(parameters instanceof Map<?, ?>)) {
      throw wrong(number, map);
    }
    if (actionName != null) {
      Action action = known(actionName, number, actions);
      return ofAction(action, name, description, (Map<?, ?>) parameters);
    }
    if (name == null) {
      throw wrong(number, map);
    }
    return new ToolEntry(
        tool(name, description == null ? "" : description, schema((Map<?, ?>) parameters)), null);
  }

  /** What the map does not say, the action says of itself. */
  private static ToolEntry ofAction(
      Action action,
      @Nullable String name,
      @Nullable String description,
      @Nullable Map<?, ?> parameters)
      throws ActionException {
    return new ToolEntry(
        tool(
            name == null ? action.name().replace('.', '_') : name,
            description == null ? action.description() : description,
            parameters == null ? schema(action.parameters()) : schema(parameters)),
        action);
  }

  private static Tool tool(String name, String description, Map<String, Object> parameters)
      throws ActionException {
    if (!NAME.matcher(name).matches()) {
      throw new ActionException(
              "'" + name + "' cannot be the name of a tool",
              "use up to 64 letters, digits, '_' and '-'")
          .about("tools");
    }
    return new Tool(name, description, parameters);
  }

  private static Action known(String name, int number, ActionRegistry actions)
      throws ActionException {
    return actions
        .find(name)
        .orElseThrow(
            () ->
                new ActionException(
                        "tool " + number + " names the action '" + name + "', which is not there",
                        "tea actions lists those that are")
                    .about("tools")
                    .near(name, actions.names()));
  }

  /** A JSON Schema as it is; else one of the reference's short form, a map of parameters. */
  private static Map<String, Object> schema(@Nullable Map<?, ?> parameters) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<Object> required = new ArrayList<>();
    if (parameters != null) {
      if ("object".equals(parameters.get("type"))
          && parameters.get("properties") instanceof Map<?, ?>) {
        Map<String, Object> same = new LinkedHashMap<>();
        parameters.forEach((key, value) -> same.put((String) key, value));
        return same;
      }
      parameters.forEach(
          (key, value) -> {
            Map<String, Object> property = new LinkedHashMap<>();
            if (value instanceof Map<?, ?> map) {
              map.forEach((name, of) -> property.put((String) name, of));
              if (Boolean.TRUE.equals(property.get("required"))) {
                required.add(key);
              }
              if (!(property.get("required") instanceof List<?>)) {
                property.remove("required");
              }
              property.putIfAbsent("type", "string");
            } else {
              property.put("type", String.valueOf(value));
            }
            properties.put((String) key, property);
          });
    }
    return object(properties, required);
  }

  private static Map<String, Object> schema(List<Parameter> parameters) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<Object> required = new ArrayList<>();
    for (Parameter parameter : parameters) {
      Map<String, Object> property = new LinkedHashMap<>();
      if (type(parameter.type()) != null) {
        property.put("type", type(parameter.type()));
      }
      property.put("description", parameter.description());
      properties.put(parameter.name(), property);
      if (parameter.required()) {
        required.add(parameter.name());
      }
    }
    return object(properties, required);
  }

  private static @Nullable String type(ParameterType type) {
    return switch (type) {
      case TEXT -> "string";
      case INTEGER -> "integer";
      case NUMBER -> "number";
      case BOOLEAN -> "boolean";
      case LIST -> "array";
      case MAP -> "object";
      case ANY -> null;
    };
  }

  private static Map<String, Object> object(Map<String, Object> properties, List<Object> required) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    schema.put("required", required);
    return schema;
  }

  private static @Nullable String text(Map<?, ?> map, String key) {
    return map.get(key) instanceof String text ? text : null;
  }

  private static ActionException wrong(int number, @Nullable Object item) {
    return new ActionException(
            "tool " + number + " is not a tool: " + Json.compact(item),
            "give the name of an action, or a map with name, description, parameters and action")
        .about("tools");
  }
}
