package dev.edgeagent.graph;

import dev.edgeagent.workflow.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values in a state: plain data that nobody changes once it is there. */
final class Values {

  /** Some 200 MB of them. */
  static final int MOST = 2_000_000;

  private Values() {}

  /**
   * A value of its own: a template can hand out the state itself, which does change.
   *
   * @param position of what made the value
   * @throws NodeException if it has more than {@value #MOST} parts: one that holds the same part
   *     many times over grows exponentially from loop to loop
   */
  static @Nullable Object copy(@Nullable Object value, Position position) throws NodeException {
    return new Copier(position).copy(value);
  }

  private static final class Copier {
    private final Position position;
    private int parts;

    Copier(Position position) {
      this.position = position;
    }

    @Nullable Object copy(@Nullable Object value) throws NodeException {
      if (++parts > MOST) {
        throw new NodeException(
            position,
            NodeException.Kind.LIMIT,
            "a value of more than " + MOST + " parts",
            "keep less in the state",
            null);
      }
      return switch (value) {
        case Map<?, ?> map -> {
          Map<Object, Object> copy = LinkedHashMap.newLinkedHashMap(map.size());
          for (Map.Entry<?, ?> entry : map.entrySet()) {
            copy.put(entry.getKey(), copy(entry.getValue()));
          }
          yield copy;
        }
        case List<?> list -> {
          List<Object> copy = new ArrayList<>(Math.min(list.size(), MOST));
          for (Object item : list) {
            copy.add(copy(item));
          }
          yield copy;
        }
        case null, default -> value;
      };
    }
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
