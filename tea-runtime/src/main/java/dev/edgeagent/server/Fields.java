package dev.edgeagent.server;

import dev.edgeagent.json.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a JSON object in a request. A key that is null counts as one that is not there; one
 * that nobody asked for is an error, as the OpenAI API has it.
 */
final class Fields {

  private static final int SHOWN_CHARACTERS = 80;

  private final String path;
  private final Map<?, ?> map;
  private final Set<String> known = new HashSet<>();

  private Fields(String path, Map<?, ?> map) {
    this.path = path;
    this.map = map;
  }

  /** Those of a whole body. */
  static Fields of(@Nullable Object body) throws RequestException {
    if (body instanceof Map<?, ?> map) {
      return new Fields("", map);
    }
    throw RequestException.invalid(
        null, "the body must be a JSON object, got " + shown(body), null);
  }

  /** Those of an item of a list. */
  static Fields of(@Nullable Object item, String path) throws RequestException {
    if (item instanceof Map<?, ?> map) {
      return new Fields(path, map);
    }
    throw wrong(path, "an object", item);
  }

  /** What clients see as the name of a key: {@code messages[0].content}. */
  String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  @Nullable Object value(String key) {
    known.add(key);
    return map.get(key);
  }

  @Nullable String text(String key) throws RequestException {
    return switch (value(key)) {
      case null -> null;
      case String text -> text;
      case Object other -> throw wrong(path(key), "a string", other);
    };
  }

  String requiredText(String key) throws RequestException {
    String text = text(key);
    if (text == null) {
      throw missing(key);
    }
    return text;
  }

  @Nullable Double number(String key) throws RequestException {
    return switch (value(key)) {
      case null -> null;
      case Number number -> (Double) number.doubleValue();
      case Object other -> throw wrong(path(key), "a number", other);
    };
  }

  /** A whole number, which may be written as {@code 64.0}. */
  @Nullable Long integer(String key) throws RequestException {
    return switch (value(key)) {
      case null -> null;
      case Long number -> number;
      case Double number when number == number.longValue() -> (Long) number.longValue();
      case Object other -> throw wrong(path(key), "a whole number", other);
    };
  }

  boolean flag(String key) throws RequestException {
    return switch (value(key)) {
      case null -> false;
      case Boolean flag -> flag;
      case Object other -> throw wrong(path(key), "true or false", other);
    };
  }

  /** An object; null if it is not there. */
  @Nullable Fields object(String key) throws RequestException {
    Object value = value(key);
    return value == null ? null : of(value, path(key));
  }

  Fields requiredObject(String key) throws RequestException {
    Fields object = object(key);
    if (object == null) {
      throw missing(key);
    }
    return object;
  }

  /** A list; empty if it is not there. */
  List<Object> list(String key) throws RequestException {
    return switch (value(key)) {
      case null -> List.of();
      case List<?> list -> new ArrayList<>(list);
      case Object other -> throw wrong(path(key), "a list", other);
    };
  }

  /** Takes keys that change nothing here. */
  void ignore(String... keys) {
    known.addAll(Arrays.asList(keys));
  }

  /**
   * Takes a key for which there is only one possibility.
   *
   * @param harmless what a client may say all the same
   */
  void unsupported(String key, Object... harmless) throws RequestException {
    Object value = value(key);
    if (value != null && !Arrays.asList(harmless).contains(value)) {
      throw RequestException.invalid(
          path(key),
          "'"
              + path(key)
              + "' is not supported here, except as "
              + (harmless.length == 0 ? "null" : Json.compact(harmless[0]))
              + "; leave it out",
          "unsupported_parameter");
    }
  }

  /** Refuses all keys that nobody has asked for. */
  void requireNoOthers() throws RequestException {
    for (Object key : map.keySet()) {
      if (!known.contains(String.valueOf(key))) {
        String name = path(String.valueOf(key));
        throw RequestException.invalid(
            name, "there is no parameter '" + name + "' here", "unknown_parameter");
      }
    }
  }

  /** All of it, as it was sent. */
  Map<String, Object> asMap() {
    @SuppressWarnings("unchecked") // of JSON
    var all = (Map<String, Object>) map;
    return all;
  }

  private RequestException missing(String key) {
    return RequestException.invalid(
        path(key), "'" + path(key) + "' is missing", "missing_required_parameter");
  }

  static RequestException wrong(String path, String wanted, @Nullable Object got) {
    return RequestException.invalid(
        path, "'" + path + "' must be " + wanted + ", got " + shown(got), "invalid_type");
  }

  private static String shown(@Nullable Object value) {
    String text =
        switch (value) {
          case Map<?, ?> _ -> "an object";
          case List<?> _ -> "a list";
          case null, default -> Json.compact(value);
        };
    return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "...";
  }
}
