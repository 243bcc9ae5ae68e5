package dev.edgeagent.llm.grammar;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The types of JSON values that a schema lets through. */
final class Types {

  private static final List<String> ALL =
      List.of("object", "array", "string", "number", "boolean", "null");

  /** A schema without a type is about the type that its keywords are about. */
  private static final Map<String, List<String>> KEYWORDS =
      Map.of(
          "object",
          List.of(
              "properties", "required", "additionalProperties", "minProperties", "maxProperties"),
          "array",
          List.of("items", "prefixItems", "additionalItems", "minItems", "maxItems"),
          "string",
          List.of("minLength", "maxLength", "pattern", "format"),
          "number",
          List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"));

  private Types() {}

  /** In the order of the schema; may be empty. */
  static Set<String> of(Located schema) throws GrammarException {
    Set<String> types =
        schema.has("type") ? named(schema.get("type")) : new LinkedHashSet<>(inferred(schema));
    if (schema.has("nullable") && Boolean.TRUE.equals(schema.get("nullable").value())) {
      types.add("null");
    }
    return types;
  }

  static boolean onlyInteger(Located schema) throws GrammarException {
    return schema.has("type") && named(schema.get("type")).equals(Set.of("integer"));
  }

  private static List<String> inferred(Located schema) {
    List<String> about =
        ALL.stream()
            .filter(type -> KEYWORDS.getOrDefault(type, List.of()).stream().anyMatch(schema::has))
            .toList();
    return about.isEmpty() ? ALL : about;
  }

  private static Set<String> named(Located type) throws GrammarException {
    Set<String> types = new LinkedHashSet<>();
    for (Object name : type.value() instanceof List<?> list ? list : List.of(type.string())) {
      if (!(name instanceof String known) || !(ALL.contains(known) || known.equals("integer"))) {
        throw type.error(
            "'" + name + "' is no type",
            "the types are object, array, string, number, integer, boolean, null");
      }
      types.add(known);
    }
    if (types.contains("number")) {
      types.remove("integer");
    }
    return types;
  }

  /** Those that are in both values of {@code type}. */
  static Located both(Located first, Located second) throws GrammarException {
    Set<String> others = named(second);
    Set<String> both = new LinkedHashSet<>();
    for (String type : named(first)) {
      if (others.contains(type)) {
        both.add(type);
      } else if (isOther(type, others)) {
        both.add("integer");
      }
    }
    return new Located(List.copyOf(both), first.pointer());
  }

  static boolean overlap(Set<String> first, Set<String> second) {
    return first.stream().anyMatch(type -> second.contains(type) || isOther(type, second));
  }

  /** Whether it is one of the two types of numbers, and the other is there. */
  private static boolean isOther(String type, Set<String> types) {
    return switch (type) {
      case "number" -> types.contains("integer");
      case "integer" -> types.contains("number");
      default -> false;
    };
  }

  /** The type of a value; integers are {@code integer}. */
  static String of(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Boolean _ -> "boolean";
      case String _ -> "string";
      case List<?> _ -> "array";
      case Map<?, ?> _ -> "object";
      case Double d when d != Math.rint(d) -> "number";
      default -> "integer";
    };
  }
}
