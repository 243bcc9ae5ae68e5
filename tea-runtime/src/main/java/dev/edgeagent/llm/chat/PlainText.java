package dev.edgeagent.llm.chat;

import dev.edgeagent.llm.Tool;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes what others have written plain, so that no part of it becomes a control token: texts, and
 * all texts inside of JSON values.
 *
 * @param plain see {@link SpecialTokens}
 */
record PlainText(UnaryOperator<String> plain) {

  String text(String text) {
    return plain.apply(text);
  }

  /**
   * @param value as JSON has them: texts, numbers, booleans, lists and maps
   */
  Object value(Object value) {
    return switch (value) {
      case String text -> text(text);
      case List<?> list -> list.stream().map(this::nullable).toList();
      case Map<?, ?> map -> map(map);
      default -> value;
    };
  }

  Tool tool(Tool tool) {
    return new Tool(text(tool.name()), text(tool.description()), map(tool.parameters()));
  }

  private Map<String, Object> map(Map<?, ?> map) {
    Map<String, Object> plain = new LinkedHashMap<>();
    map.forEach((key, value) -> plain.put(text(key.toString()), nullable(value)));
    return plain;
  }

  @SuppressWarnings("NullAway") // JSON's null, in lists and maps that are declared without
  private Object nullable(@Nullable Object value) {
    return value == null ? null : value(value);
  }
}
