package dev.edgeagent.action;

import dev.edgeagent.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * An action's parameters, each asked for by name and type. A number may also be given as its text:
 * templates make texts. A parameter that is null counts as not given.
 */
public final class Params {

  private final Map<String, Object> values;

  public Params(Map<String, Object> values) {
    this.values = values;
  }

  /** What a workflow gives, by the parameters' own names. */
  public static Params named(Map<String, Object> given, List<Parameter> parameters) {
    Map<String, Object> named = new LinkedHashMap<>(given);
    for (Parameter parameter : parameters) {
      for (String alias : parameter.aliases()) {
        if (named.containsKey(alias)) {
          Object value = named.remove(alias);
          named.putIfAbsent(parameter.name(), value);
        }
      }
    }
    return new Params(named);
  }

  /** Whether it is given, and not null. */
  public boolean has(String name) {
    return values.get(name) != null;
  }

  /** What is said of a parameter that the action cannot do without. */
  public ActionException missing(String name) {
    return values.containsKey(name)
        ? new ActionException(
                "parameter '"
                    + name
                    + "' has no value: what its template names is not in the state",
                "check the names in the template, or give the value with --input")
            .about(name)
        : new ActionException(
            "parameter '" + name + "' is missing", "give '" + name + ": ...' under 'with:'");
  }

  /** The value as it is; null if it is not given. */
  public @Nullable Object value(String name) {
    return values.get(name);
  }

  /**
   * The value as it is, which may be null.
   *
   * @throws ActionException if the workflow does not name the parameter at all
   */
  public @Nullable Object given(String name) throws ActionException {
    if (!values.containsKey(name)) {
      throw missing(name);
    }
    return values.get(name);
  }

  /** One of a few words, in any case of letters. */
  public String word(String name, List<String> known, String otherwise) throws ActionException {
    String given = text(name).orElse(otherwise);
    String word = given.toLowerCase(Locale.ROOT);
    if (!known.contains(word)) {
      throw ActionException.unknownWord(name, given, known);
    }
    return word;
  }

  /** True or false, also as text or as 1 and 0. */
  public boolean flag(String name, boolean otherwise) throws ActionException {
    Object value = values.get(name);
    if (value == null) {
      return otherwise;
    }
    return switch (value instanceof String text ? text.strip().toLowerCase(Locale.ROOT) : value) {
      case Boolean b -> b;
      case Long number when number == 0 || number == 1 -> number == 1;
      case String text when text.equals("true") || text.equals("1") -> true;
      case String text when text.equals("false") || text.equals("0") -> false;
      default -> throw wrong(name, "true or false");
    };
  }

  /** A text; numbers and booleans become their text. */
  public Optional<String> text(String name) throws ActionException {
    return switch (values.get(name)) {
      case null -> Optional.empty();
      case String s -> Optional.of(s);
      case Number n -> Optional.of(n.toString());
      case Boolean b -> Optional.of(b.toString());
      default -> throw wrong(name, "a text");
    };
  }

  /**
   * As {@link #text}, of a parameter that must be given.
   *
   * @throws ActionException if it is missing, null, or no text
   */
  public String requiredText(String name) throws ActionException {
    return text(name).orElseThrow(() -> missing(name));
  }

  /** A whole number; empty if it is not given. */
  public OptionalInt integer(String name) throws ActionException {
    OptionalDouble number = number(name);
    if (number.isEmpty()) {
      return OptionalInt.empty();
    }
    double value = number.getAsDouble();
    if (value != Math.rint(value)) {
      throw wrong(name, "a whole number");
    }
    if (Math.abs(value) > Integer.MAX_VALUE) {
      throw wrong(name, "a whole number up to " + Integer.MAX_VALUE);
    }
    return OptionalInt.of((int) value);
  }

  /** A finite number; empty if it is not given. */
  public OptionalDouble number(String name) throws ActionException {
    Object value = values.get(name);
    if (value == null) {
      return OptionalDouble.empty();
    }
    try {
      double number =
          switch (value) {
            case Number n -> n.doubleValue();
            case String s -> Double.parseDouble(s.strip());
            default -> throw wrong(name, "a number");
          };
      if (Double.isFinite(number)) {
        return OptionalDouble.of(number);
      }
    } catch (NumberFormatException e) {
      throw wrong(name, "a number");
    }
    throw wrong(name, "a finite number");
  }

  /** A list of texts; a single text is a list of one. */
  public List<String> texts(String name) throws ActionException {
    Object value = values.get(name);
    if (value == null) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (Object item : value instanceof List<?> list ? list : List.of(value)) {
      if (!(item instanceof String text)) {
        throw wrong(name, "a text or a list of texts");
      }
      texts.add(text);
    }
    return texts;
  }

  private static String shown(@Nullable Object value) {
    try {
      return Json.compact(value);
    } catch (IllegalArgumentException e) { // NaN, or nested too deeply
      return value instanceof Number ? value.toString() : "a value that JSON cannot hold";
    }
  }

  /** What is said of a parameter that is not what it should be; a key is not shown. */
  public ActionException wrong(String name, String wanted) {
    String got = name.equals("api_key") ? "something else" : shown(values.get(name));
    return new ActionException(
            "parameter '"
                + name
                + "' must be "
                + wanted
                + ", got "
                + (got.length() > 80 ? got.substring(0, 80) + "..." : got),
            "correct it under 'with:'")
        .about(name);
  }
}
