package dev.edgeagent.llm.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a server writes in JSON, where nothing is certain to be there, or of the right type. */
record Fields(Map<?, ?> map) {

  private static final Fields NONE = new Fields(Map.of());

  /** Without any fields if it is no JSON object. */
  static Fields of(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? new Fields(map) : NONE;
  }

  /** Whether it is there, and not null. */
  boolean has(String key) {
    return map.get(key) != null;
  }

  @Nullable Object value(String key) {
    return map.get(key);
  }

  @Nullable String text(String key) {
    return map.get(key) instanceof String text ? text : null;
  }

  @Nullable Double number(String key) {
    return map.get(key) instanceof Number number ? (Double) number.doubleValue() : null;
  }

  /** A count; 0 if there is none. */
  int count(String key) {
    return map.get(key) instanceof Number number
        ? (int) Math.clamp(number.doubleValue(), 0, Integer.MAX_VALUE)
        : 0;
  }

  Fields object(String key) {
    return of(map.get(key));
  }

  List<Fields> list(String key) {
    return map.get(key) instanceof List<?> list
        ? list.stream().map(Fields::of).toList()
        : List.of();
  }
}
