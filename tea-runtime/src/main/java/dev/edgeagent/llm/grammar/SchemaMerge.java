package dev.edgeagent.llm.grammar;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Joins schemas that must all fit into one: {@code allOf}, and a {@code $ref} with keywords beside
 * it. In a joined schema each value is {@link Located}, for it comes from somewhere else.
 */
final class SchemaMerge {

  private static final int MAX_DEPTH = 50;

  private final SchemaReferences references;

  SchemaMerge(SchemaReferences references) {
    this.references = references;
  }

  /** The schema without {@code allOf} and {@code $ref}; itself if it has neither. */
  Located flat(Located schema) throws GrammarException {
    return flat(schema, 0);
  }

  private Located flat(Located schema, int depth) throws GrammarException {
    if (depth > MAX_DEPTH) {
      throw schema.error("this refers back to itself", "let it hold something beside the $ref");
    }
    if (!schema.has("allOf") && !schema.has("$ref")) {
      return schema;
    }
    Map<String, Object> own = new LinkedHashMap<>();
    for (Object key : schema.map().keySet()) {
      own.put(key.toString(), schema.get(key));
    }
    own.remove("allOf");
    own.remove("$ref");
    Located joined = new Located(own, schema.pointer());
    if (schema.has("$ref")) {
      joined = both(flat(references.resolve(schema.get("$ref")), depth + 1), joined);
    }
    if (schema.has("allOf")) {
      Located all = schema.get("allOf");
      for (int i = 0; i < all.list().size(); i++) {
        joined = both(joined, flat(all.get(i), depth + 1));
      }
    }
    return joined;
  }

  /** What fits both; at the place of the first. */
  Located both(Located first, Located second) throws GrammarException {
    if (Boolean.TRUE.equals(second.value())) {
      return first;
    }
    if (Boolean.TRUE.equals(first.value())) {
      return second;
    }
    if (Boolean.FALSE.equals(first.value()) || Boolean.FALSE.equals(second.value())) {
      return new Located(false, first.pointer());
    }
    checkTuples(first, second);
    checkTuples(second, first);
    Map<String, Object> joined = new LinkedHashMap<>();
    for (Object key : first.map().keySet()) {
      joined.put(key.toString(), first.get(key));
    }
    for (Object key : second.map().keySet()) {
      String keyword = key.toString();
      Located here = second.get(key);
      Object before = joined.get(keyword);
      joined.put(keyword, before instanceof Located there ? join(keyword, there, here) : here);
    }
    closeProperties(joined, first, second);
    return new Located(joined, first.pointer());
  }

  private Located join(String keyword, Located first, Located second) throws GrammarException {
    if (Objects.equals(plain(first), plain(second)) || Keywords.isAnnotation(keyword)) {
      return first;
    }
    return switch (keyword) {
      case "properties" -> properties(first, second);
      case "required" -> union(first, second);
      case "type" -> Types.both(first, second);
      case "enum" -> common(first, second);
      case "items", "additionalProperties" -> schemas(first, second);
      case "minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties" ->
          larger(first, second) ? first : second;
      case "maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties" ->
          larger(first, second) ? second : first;
      case "$defs", "definitions" -> first;
      default ->
          throw second.error(
              "'"
                  + keyword
                  + "' is also in "
                  + first.pointer()
                  + ", and a grammar cannot keep to both",
              "write one that stands for both");
    };
  }

  /** 'items' is about all items in one schema, and about those behind the tuple in the other. */
  private static void checkTuples(Located first, Located second) throws GrammarException {
    if (first.has("prefixItems") != second.has("prefixItems")
        && first.has("items")
        && second.has("prefixItems")) {
      throw second.error(
          "'prefixItems' here and 'items' in " + first.pointer() + " cannot both be kept to",
          "write one tuple that stands for both");
    }
  }

  private Located schemas(Located first, Located second) throws GrammarException {
    return both(flat(first), flat(second));
  }

  private static boolean larger(Located first, Located second) throws GrammarException {
    if (first.value() instanceof Boolean) {
      throw first.error("this stands in two schemas", "write it in one of them");
    }
    BigDecimal number = first.number();
    return number.compareTo(second.number()) >= 0;
  }

  private Located properties(Located first, Located second) throws GrammarException {
    Map<String, Object> joined = new LinkedHashMap<>();
    for (Object key : first.map().keySet()) {
      joined.put(key.toString(), first.get(key));
    }
    for (Object key : second.map().keySet()) {
      Located here = second.get(key);
      joined.put(
          key.toString(),
          joined.get(key.toString()) instanceof Located there ? schemas(there, here) : here);
    }
    return new Located(joined, first.pointer());
  }

  /** A property that only one of the two names must fit what the other says of all others. */
  private void closeProperties(Map<String, Object> joined, Located first, Located second)
      throws GrammarException {
    if (!(joined.get("properties") instanceof Located properties)) {
      return;
    }
    Map<String, Object> all = new LinkedHashMap<>();
    for (Object key : properties.map().keySet()) {
      Located property = properties.get(key);
      for (Located side : List.of(first, second)) {
        boolean named = side.has("properties") && side.get("properties").has(key.toString());
        if (!named && side.has("additionalProperties")) {
          property = schemas(property, side.get("additionalProperties"));
        }
      }
      all.put(key.toString(), property);
    }
    joined.put("properties", new Located(all, properties.pointer()));
  }

  private static Located union(Located first, Located second) throws GrammarException {
    List<@Nullable Object> all = new ArrayList<>(first.list());
    second.list().stream().filter(item -> !all.contains(item)).forEach(all::add);
    return new Located(all, first.pointer());
  }

  private static Located common(Located first, Located second) throws GrammarException {
    List<@Nullable Object> both = new ArrayList<>(first.list());
    both.retainAll(second.list());
    return new Located(both, first.pointer());
  }

  /** Without the places, to compare. */
  private static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case Located located -> plain(located.value());
      case Map<?, ?> map -> {
        Map<Object, @Nullable Object> plain = new LinkedHashMap<>();
        map.forEach((key, inner) -> plain.put(key, plain(inner)));
        yield plain;
      }
      case List<?> list -> list.stream().map(SchemaMerge::plain).toList();
      case null, default -> value;
    };
  }
}
