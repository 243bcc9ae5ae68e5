package dev.edgeagent.action.builtin;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An action's result in the making; keys keep their order. */
final class Result {

  private final Map<String, Object> values = new LinkedHashMap<>();

  private Result() {}

  static Result of(String key, @Nullable Object value) {
    return new Result().and(key, value);
  }

  /** What the reference gives where others raise: the workflow can look at it and go on. */
  static Map<String, Object> failure(String error, String errorType) {
    return of("success", false).and("error", error).and("error_type", errorType).map();
  }

  Result and(String key, @Nullable Object value) {
    values.put(key, value);
    return this;
  }

  /** With {@code success: true} at the end. */
  Map<String, Object> success() {
    return and("success", true).map();
  }

  Map<String, Object> map() {
    return values;
  }
}
