package dev.edgeagent.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values in a state: plain data that nobody changes once it is there. */
final class Values {

  private Values() {}

  /** A value of its own: a template can hand out the state itself, which does change. */
  static @Nullable Object copy(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<Object, Object> copy = LinkedHashMap.newLinkedHashMap(map.size());
        map.forEach((key, item) -> copy.put(key, copy(item)));
        yield copy;
      }
      case List<?> list -> {
        List<Object> copy = new ArrayList<>(list.size());
        list.forEach(item -> copy.add(copy(item)));
        yield copy;
      }
      case null, default -> value;
    };
  }

  /** One map laid over another, maps in them as well. */
  static Map<String, Object> merged(Map<String, Object> base, Map<String, Object> over) {
    Map<String, Object> merged = new LinkedHashMap<>(base);
    over.forEach(
        (key, value) ->
            merged.put(
                key,
                merged.get(key) instanceof Map<?, ?> mine && value instanceof Map<?, ?> theirs
                    ? merged(strings(mine), strings(theirs))
                    : value));
    return merged;
  }

  @SuppressWarnings("unchecked") // the keys of JSON's and YAML's maps are strings
  private static Map<String, Object> strings(Map<?, ?> map) {
    return (Map<String, Object>) map;
  }
}
