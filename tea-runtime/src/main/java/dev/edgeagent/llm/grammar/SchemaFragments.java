package dev.edgeagent.llm.grammar;

import dev.edgeagent.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What fits a schema of any kind. */
final class SchemaFragments {

  private static final int MAX_DEPTH = 100;

  private final SchemaRules rules;
  private final SchemaMerge merge;
  private final ObjectFragments objects;
  private final ArrayFragments arrays;
  private final StringFragments strings;
  private int depth;

  SchemaFragments(SchemaRules rules, SchemaMerge merge) {
    this.rules = rules;
    this.merge = merge;
    this.objects = new ObjectFragments(rules);
    this.arrays = new ArrayFragments(rules);
    this.strings = new StringFragments(rules);
  }

  /**
   * @param name for the rules that it may take
   */
  Fragment of(Located schema, String name) throws GrammarException {
    if (++depth > MAX_DEPTH) {
      throw schema.error(
          "more than " + MAX_DEPTH + " schemas are within one another", "flatten it");
    }
    Fragment fragment =
        isReference(schema) ? rules.reference(schema.get("$ref")) : own(schema, name);
    depth--;
    return fragment;
  }

  private static boolean isReference(Located schema) throws GrammarException {
    return schema.has("$ref") && Keywords.limits(schema).equals(List.of("$ref"));
  }

  private Fragment own(Located given, String name) throws GrammarException {
    if (Boolean.TRUE.equals(given.value())) {
      return rules.use(Primitive.VALUE);
    }
    Located schema = Boolean.FALSE.equals(given.value()) ? given : merge.flat(given);
    if (Boolean.FALSE.equals(schema.value())) {
      throw schema.error("nothing fits this schema", "take it out");
    }
    Keywords.check(schema);
    if (schema.has("const") || schema.has("enum")) {
      return values(schema);
    }
    if (schema.has("anyOf") || schema.has("oneOf")) {
      return alternatives(schema, name);
    }
    return types(schema, name);
  }

  private Fragment types(Located schema, String name) throws GrammarException {
    Set<String> types = Types.of(schema);
    if (Keywords.limits(schema).isEmpty()) {
      return rules.use(Primitive.VALUE);
    }
    List<Fragment> fragments = new ArrayList<>();
    for (String type : types) {
      fragments.add(
          switch (type) {
            case "object" -> objects.of(schema, name);
            case "array" -> arrays.of(schema, name);
            case "string" -> strings.of(schema, name);
            case "integer" -> NumberFragments.of(rules, schema, true);
            case "number" -> NumberFragments.of(rules, schema, false);
            case "boolean" -> rules.use(Primitive.BOOLEAN);
            default -> rules.use(Primitive.NULL);
          });
    }
    if (fragments.isEmpty()) {
      throw schema.error("no type fits all that is asked for here", "correct the types");
    }
    return Fragment.anyOf(fragments);
  }

  private Fragment values(Located schema) throws GrammarException {
    for (String keyword : Keywords.limits(schema)) {
      if (!Set.of("const", "enum", "type", "nullable").contains(keyword)) {
        throw schema.error(
            "beside a list of values '" + keyword + "' cannot be kept to by a local model",
            "list only values that fit, and take '" + keyword + "' out");
      }
    }
    Located joined = schema.has("enum") ? schema.get("enum") : schema.get("const");
    List<?> values =
        schema.has("enum") ? joined.list() : java.util.Collections.singletonList(joined.value());
    List<Fragment> fragments = new ArrayList<>();
    for (Object value : values) {
      boolean isConst = !schema.has("const") || same(value, schema.get("const").value());
      boolean fits =
          !schema.has("type") || Types.overlap(Set.of(Types.of(value)), Types.of(schema));
      if (isConst && fits && (value instanceof Number || !(value == null && !nullFits(schema)))) {
        fragments.add(value(joined, value));
      }
    }
    if (fragments.isEmpty()) {
      throw joined.error("none of the values fits", "name at least one of the schema's type");
    }
    return Fragment.anyOf(fragments);
  }

  private static boolean nullFits(Located schema) throws GrammarException {
    return !schema.has("type") || Types.of(schema).contains("null");
  }

  private static Fragment value(Located where, @Nullable Object value) throws GrammarException {
    try {
      return Fragment.literal(Json.compact(value));
    } catch (IllegalArgumentException e) {
      throw where.error("a value cannot be written as JSON: " + e.getMessage(), "take it out");
    }
  }

  private static boolean same(@Nullable Object first, @Nullable Object second) {
    return Disjoint.isSame(first, second);
  }

  private Fragment alternatives(Located schema, String name) throws GrammarException {
    if (schema.has("anyOf") && schema.has("oneOf")) {
      throw schema.error("a grammar cannot keep to 'anyOf' and 'oneOf' at once", "join them");
    }
    String keyword = schema.has("anyOf") ? "anyOf" : "oneOf";
    Map<String, Object> rest = new LinkedHashMap<>();
    for (String other : Keywords.limits(schema)) {
      rest.put(other, schema.get(other));
    }
    rest.remove(keyword);
    Located beside = new Located(rest, schema.pointer());
    Located list = schema.get(keyword);
    List<Located> flat = new ArrayList<>();
    List<Fragment> fragments = new ArrayList<>();
    for (int i = 0; i < list.list().size(); i++) {
      Located own = list.get(i);
      Located whole = rest.isEmpty() ? own : merge.both(beside, merge.flat(own));
      flat.add(merge.flat(whole));
      fragments.add(of(new Located(whole.value(), own.pointer()), name + "-" + (i + 1)));
    }
    if (fragments.isEmpty()) {
      throw list.error("there is nothing to choose from", "name at least one schema");
    }
    if (keyword.equals("oneOf")) {
      Disjoint.check(list, flat);
    }
    return Fragment.anyOf(fragments);
  }
}
