package dev.edgeagent.llm.grammar;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arrays: lists of one kind of item, and tuples. */
final class ArrayFragments {

  private static final List<String> LIMITS =
      List.of("items", "prefixItems", "additionalItems", "minItems", "maxItems");

  private final SchemaRules rules;

  ArrayFragments(SchemaRules rules) {
    this.rules = rules;
  }

  Fragment of(Located schema, String name) throws GrammarException {
    if (LIMITS.stream().noneMatch(schema::has)) {
      return rules.use(Primitive.ARRAY);
    }
    boolean isOldTuple = schema.get("items").value() instanceof List<?>;
    List<Located> prefix = new ArrayList<>();
    if (isOldTuple || schema.has("prefixItems")) {
      Located tuple = schema.get(isOldTuple ? "items" : "prefixItems");
      for (int i = 0; i < tuple.list().size(); i++) {
        prefix.add(tuple.get(i));
      }
    }
    String more = isOldTuple ? "additionalItems" : "items";
    Integer max = schema.has("maxItems") ? (Integer) schema.get("maxItems").count() : null;
    int min =
        schema.has("minItems")
            ? schema.get("minItems").count()
            : max == null ? prefix.size() : Math.min(max, prefix.size());
    if (schema.has(more) && Boolean.FALSE.equals(schema.get(more).value())) {
      max = max == null ? (Integer) prefix.size() : (Integer) Math.min(max, prefix.size());
    } else if (!prefix.isEmpty() && !schema.has(more)) {
      int most = Math.max(min, prefix.size());
      max = max == null ? (Integer) most : (Integer) Math.min(max, most);
    }
    if (max != null && min > max) {
      throw schema.error(
          "an array of at least " + min + " and at most " + max + " items is asked for",
          "correct minItems or maxItems");
    }
    return array(schema, prefix, more, min, max, name);
  }

  private Fragment array(
      Located schema,
      List<Located> prefix,
      String more,
      int min,
      @Nullable Integer max,
      String name)
      throws GrammarException {
    Fragment ws = rules.use(Primitive.WS);
    Fragment open = Fragment.sequence(Fragment.literal("["), ws);
    Fragment close = Fragment.literal("]");
    if (max != null && max == 0) {
      return Fragment.sequence(open, close);
    }
    int named = max == null ? prefix.size() : Math.min(max, prefix.size());
    Fragment comma = Fragment.sequence(Fragment.literal(","), ws);
    Fragment rest = Fragment.EMPTY;
    if (max == null || max > named) {
      rest =
          others(
              schema,
              more,
              named,
              Math.max(0, min - named),
              max == null ? null : (Integer) (max - named),
              name);
      if (named > 0 && min < named) {
        rest = min <= named && !rest.isEmpty() ? rest : Fragment.EMPTY;
      }
    }
    for (int i = named - 1; i >= 0; i--) {
      Fragment item = rules.item(prefix.get(i), name + "-" + (i + 1));
      rest = Fragment.sequence(i == 0 ? Fragment.EMPTY : comma, item, rest);
      rest = i > 0 && i >= min ? rest.optional() : rest;
    }
    Fragment items = Fragment.sequence(rest, ws);
    return Fragment.sequence(open, min == 0 ? items.optional() : items, close);
  }

  /** Those behind a tuple, or all if there is none; never the empty text if there is no tuple. */
  private Fragment others(
      Located schema, String more, int named, int min, @Nullable Integer max, String name)
      throws GrammarException {
    Fragment ws = rules.use(Primitive.WS);
    Fragment item =
        schema.has(more)
            ? rules.item(schema.get(more), name + "-item")
            : rules.use(Primitive.VALUE);
    Fragment further = Fragment.sequence(Fragment.literal(","), ws, item);
    boolean isFirst = named == 0;
    int furtherMin = isFirst ? Math.max(0, min - 1) : min;
    Integer furtherMax = max == null ? null : isFirst ? (Integer) (max - 1) : max;
    if (furtherMax != null && furtherMax == 0) {
      return isFirst ? item : Fragment.EMPTY;
    }
    Fragment repeated =
        furtherMax == null && furtherMin <= 1 ? further : rules.define(name + "-more", further);
    Fragment tail = new Repeats(rules).of(name, repeated, furtherMin, furtherMax);
    return isFirst ? Fragment.sequence(item, tail) : tail;
  }
}
