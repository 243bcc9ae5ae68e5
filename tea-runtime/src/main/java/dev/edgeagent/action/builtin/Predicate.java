package dev.edgeagent.action.builtin;

import dev.edgeagent.template.Python;
import dev.edgeagent.template.TemplateException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A condition on an item of data.filter, with Python's comparisons: what Python does not compare
 * does not fulfil it.
 *
 * @param field a path of keys with dots between; always fulfilled if null
 * @param op one that is not known is never fulfilled, as in the reference
 */
record Predicate(@Nullable String field, String op, @Nullable Object value) {

  static final String OPERATORS =
      "eq ne gt gte lt lte in not_in contains startswith endswith exists not_exists";

  /** Empty if it is no map with texts for {@code field} and {@code op}. */
  static Optional<Predicate> of(@Nullable Object given) {
    if (given instanceof Map<?, ?> map
        && (map.get("field") == null || map.get("field") instanceof String)
        && (map.get("op") == null || map.get("op") instanceof String)) {
      String op = map.get("op") instanceof String text ? text : "eq";
      return Optional.of(new Predicate((String) map.get("field"), op, map.get("value")));
    }
    return Optional.empty();
  }

  /**
   * @throws TemplateException if the values are too large or nested too deeply to be compared
   */
  boolean holds(@Nullable Object item, Python python) throws TemplateException {
    if (field == null) {
      return true;
    }
    Object actual = item;
    boolean exists = true;
    for (String key : field.split("\\.", -1)) {
      exists = actual instanceof Map<?, ?> map && map.containsKey(key);
      actual = actual instanceof Map<?, ?> map ? map.get(key) : null;
    }
    try {
      return holds(actual, exists, python);
    } catch (TemplateException e) {
      if (e.kind() == TemplateException.Kind.VALUE) { // not comparable
        return false;
      }
      throw e;
    }
  }

  private boolean holds(@Nullable Object actual, boolean exists, Python python)
      throws TemplateException {
    return switch (op) {
      case "eq" -> python.compare("==", actual, value);
      case "ne" -> python.compare("!=", actual, value);
      case "gt" -> actual != null && python.compare(">", actual, value);
      case "gte" -> actual != null && python.compare(">=", actual, value);
      case "lt" -> actual != null && python.compare("<", actual, value);
      case "lte" -> actual != null && python.compare("<=", actual, value);
      case "in" -> python.truth(value) && python.compare("in", actual, value);
      case "not_in" -> !python.truth(value) || python.compare("not in", actual, value);
      case "contains" -> python.truth(actual) && python.compare("in", value, actual);
      case "startswith" ->
          actual instanceof String text && value instanceof String part && text.startsWith(part);
      case "endswith" ->
          actual instanceof String text && value instanceof String part && text.endsWith(part);
      case "exists" -> exists;
      case "not_exists" -> !exists;
      default -> false;
    };
  }
}
