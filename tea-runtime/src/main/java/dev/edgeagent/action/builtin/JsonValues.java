package dev.edgeagent.action.builtin;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What JSON can hold. */
final class JsonValues {

  private JsonValues() {}

  /**
   * @throws IllegalArgumentException if there is NaN or an infinite number somewhere in the value
   */
  static void check(@Nullable Object value) {
    Deque<Object> open = new ArrayDeque<>(); // not recursive: values may be nested deeply
    push(open, value);
    while (!open.isEmpty()) {
      switch (open.pop()) {
        case Map<?, ?> map -> map.values().forEach(item -> push(open, item));
        case List<?> list -> list.forEach(item -> push(open, item));
        case Double d when !Double.isFinite(d) ->
            throw new IllegalArgumentException(d + " is not a number in JSON");
        default -> {}
      }
    }
  }

  private static void push(Deque<Object> open, @Nullable Object value) {
    if (value != null) {
      open.push(value);
    }
  }
}
