package dev.edgeagent.cli;

import dev.edgeagent.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code --fail-on-state KEY=VALUE}: a final state that counts as a failure.
 *
 * @param key of the state; dots lead into maps
 * @param value compared as text, what is not a text in its JSON form
 */
record FailOnState(String key, String value) {

  static List<FailOnState> of(Arguments arguments) throws UsageException {
    List<FailOnState> conditions = new ArrayList<>();
    for (String text : arguments.texts("fail-on-state")) {
      int equals = text.indexOf('=');
      if (equals < 1) {
        throw new UsageException(
            "--fail-on-state needs KEY=VALUE, got '" + text + "'", "--fail-on-state status=failed");
      }
      conditions.add(new FailOnState(text.substring(0, equals), text.substring(equals + 1)));
    }
    return conditions;
  }

  /** The first of the conditions that holds. */
  static Optional<FailOnState> first(List<FailOnState> conditions, Map<String, Object> state) {
    return conditions.stream().filter(condition -> condition.holds(state)).findFirst();
  }

  private boolean holds(Map<?, ?> state) {
    return holds(state, key);
  }

  /** A key with dots in it is found, too: the longest first. */
  private boolean holds(Map<?, ?> map, String path) {
    if (map.containsKey(path) && value.equals(text(map.get(path)))) {
      return true;
    }
    for (int dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
      if (map.get(path.substring(0, dot)) instanceof Map<?, ?> inner
          && holds(inner, path.substring(dot + 1))) {
        return true;
      }
    }
    return false;
  }

  private static String text(@Nullable Object found) {
    return found instanceof String text ? text : Json.compact(found);
  }

  @Override
  public String toString() {
    return key + "=" + value;
  }
}
