package dev.edgeagent.action.builtin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON pointers (RFC 6901) as the JSON Schema library gives them. */
final class Pointer {

  private Pointer() {}

  static List<String> parts(String pointer) {
    List<String> parts = new ArrayList<>();
    if (!pointer.isEmpty()) {
      for (String part : pointer.substring(1).split("/", -1)) {
        parts.add(part.replace("~1", "/").replace("~0", "~"));
      }
    }
    return parts;
  }

  static String last(String pointer) {
    return parts(pointer).getLast();
  }

  /** Null if it leads nowhere. */
  static @Nullable Object get(@Nullable Object value, String pointer) {
    Object at = value;
    for (String part : parts(pointer)) {
      at =
          switch (at) {
            case Map<?, ?> map -> map.get(part);
            case List<?> list
                when part.matches("[0-9]{1,9}") && Integer.parseInt(part) < list.size() ->
                list.get(Integer.parseInt(part));
            case null, default -> null;
          };
    }
    return at;
  }
}
