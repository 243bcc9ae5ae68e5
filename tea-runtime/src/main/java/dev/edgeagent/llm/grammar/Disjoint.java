package dev.edgeagent.llm.grammar;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether two schemas have nothing in common: what {@code oneOf} asks for and no grammar can see
 * to, so that it must be plain from the schemas.
 */
final class Disjoint {

  private static final int MAX_DEPTH = 8;

  private Disjoint() {}

  static void check(Located oneOf, List<Located> schemas) throws GrammarException {
    for (int i = 0; i < schemas.size(); i++) {
      for (int j = i + 1; j < schemas.size(); j++) {
        if (!areDisjoint(schemas.get(i), schemas.get(j), 0)) {
          throw oneOf.error(
              "something may fit both schema "
                  + i
                  + " and schema "
                  + j
                  + ", and 'oneOf' forbids that",
              "use 'anyOf', or give the schemas different types or a required property with"
                  + " different constants");
        }
      }
    }
  }

  private static boolean areDisjoint(Located first, Located second, int depth)
      throws GrammarException {
    if (!(first.value() instanceof Map<?, ?>)
        || !(second.value() instanceof Map<?, ?>)
        || depth > MAX_DEPTH) {
      return false;
    }
    List<?> values = values(first);
    List<?> others = values(second);
    if (values != null && others != null) {
      return values.stream().noneMatch(v -> others.stream().anyMatch(o -> isSame(v, o)));
    }
    Set<String> types = types(first, values);
    Set<String> otherTypes = types(second, others);
    if (!Types.overlap(types, otherTypes)) {
      return true;
    }
    boolean objects = types.equals(Set.of("object")) && otherTypes.equals(Set.of("object"));
    return objects && (differInProperty(first, second, depth) || differInKeys(first, second));
  }

  private static @Nullable List<?> values(Located schema) throws GrammarException {
    if (schema.has("const")) {
      List<@Nullable Object> one = new ArrayList<>();
      one.add(schema.get("const").value());
      return one;
    }
    return schema.has("enum") ? schema.get("enum").list() : null;
  }

  private static Set<String> types(Located schema, @Nullable List<?> values)
      throws GrammarException {
    if (values != null) {
      Set<String> types = new LinkedHashSet<>();
      values.forEach(value -> types.add(Types.of(value)));
      return types;
    }
    // a schema whose alternatives say more may be about any type
    return schema.has("type") || !(schema.has("anyOf") || schema.has("oneOf") || schema.has("$ref"))
        ? Types.of(schema)
        : Set.of("object", "array", "string", "number", "boolean", "null");
  }

  private static boolean differInProperty(Located first, Located second, int depth)
      throws GrammarException {
    for (String key : required(first)) {
      if (required(second).contains(key)
          && properties(first).has(key)
          && properties(second).has(key)
          && areDisjoint(properties(first).get(key), properties(second).get(key), depth + 1)) {
        return true;
      }
    }
    return false;
  }

  /** What is made of a schema has none but its own properties, unless it asks for more. */
  private static boolean differInKeys(Located first, Located second) throws GrammarException {
    boolean firstLacks = lacksARequired(first, second);
    boolean secondLacks = lacksARequired(second, first);
    return (firstLacks && (secondLacks || isClosed(first))) || (secondLacks && isClosed(second));
  }

  /** Whether no text made of the one has all that the other requires. */
  private static boolean lacksARequired(Located one, Located other) throws GrammarException {
    boolean makesOthers =
        one.has("additionalProperties")
            ? !isClosed(one)
            : !one.has("properties") && required(one).isEmpty();
    for (String key : required(other)) {
      if (!makesOthers && !properties(one).has(key) && !required(one).contains(key)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isClosed(Located schema) {
    return schema.has("additionalProperties")
        && Boolean.FALSE.equals(schema.get("additionalProperties").value());
  }

  private static Located properties(Located schema) {
    return schema.has("properties") ? schema.get("properties") : new Located(Map.of(), "");
  }

  private static Set<String> required(Located schema) throws GrammarException {
    Set<String> required = new LinkedHashSet<>();
    if (schema.has("required")) {
      schema.get("required").list().forEach(key -> required.add(String.valueOf(key)));
    }
    return required;
  }

  /** Numbers by their value, 1 and 1.0 are the same. */
  static boolean isSame(@Nullable Object first, @Nullable Object second) {
    if (first instanceof Number && second instanceof Number) {
      try {
        return new BigDecimal(first.toString()).compareTo(new BigDecimal(second.toString())) == 0;
      } catch (NumberFormatException e) {
        return false;
      }
    }
    return java.util.Objects.equals(first, second);
  }
}
