package dev.edgeagent.llm.grammar;

import dev.edgeagent.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Objects: the properties that a schema names, in its order, and after them others. */
final class ObjectFragments {

  private static final List<String> LIMITS =
      List.of("properties", "required", "additionalProperties", "minProperties", "maxProperties");
  private static final int MAX_PROPERTIES = 500;

  private final SchemaRules rules;

  ObjectFragments(SchemaRules rules) {
    this.rules = rules;
  }

  Fragment of(Located schema, String name) throws GrammarException {
    if (LIMITS.stream().noneMatch(schema::has)) {
      return rules.use(Primitive.OBJECT);
    }
    Set<String> required = required(schema);
    List<Property> properties = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    Located named = schema.get("properties");
    if (schema.has("properties")) {
      for (Object key : named.map().keySet()) {
        names.add(key.toString());
        add(properties, key.toString(), named.get(key), required.contains(key.toString()), name);
      }
    }
    boolean isClosed = Boolean.FALSE.equals(schema.get("additionalProperties").value());
    Located others =
        schema.has("additionalProperties")
            ? schema.get("additionalProperties")
            : new Located(true, schema.pointer());
    for (String key : required) {
      if (names.add(key)) {
        if (isClosed) {
          throw schema.error(
              "'" + key + "' is required, but there may be no such property",
              "add it to 'properties', or take it out of 'required'");
        }
        add(properties, key, others, true, name);
      }
    }
    if (properties.size() > MAX_PROPERTIES) {
      throw schema.error("more than " + MAX_PROPERTIES + " properties", "ask for less at once");
    }
    boolean isOpen =
        schema.has("additionalProperties")
            ? !isClosed
            : names.isEmpty() && !schema.has("properties");
    Fragment other = isOpen ? other(others, names, name) : null;
    return object(schema, properties, other, name);
  }

  private Fragment object(
      Located schema, List<Property> properties, @Nullable Fragment other, String name)
      throws GrammarException {
    int min = schema.has("minProperties") ? schema.get("minProperties").count() : 0;
    Integer max =
        schema.has("maxProperties") ? (Integer) schema.get("maxProperties").count() : null;
    Fragment ws = rules.use(Primitive.WS);
    PropertyRows.Row row = new PropertyRows(rules, properties, other, min, max, name).row();
    Fragment some = row.some();
    if (some == null && !row.canBeEmpty()) {
      throw schema.error(
          "a grammar cannot see to so many properties: "
              + (schema.has("minProperties") ? "at least " + min : "")
              + (schema.has("minProperties") && max != null ? ", " : "")
              + (max == null ? "" : "at most " + max),
          "name them in 'properties' and 'required' instead");
    }
    Fragment inner = some == null ? Fragment.EMPTY : Fragment.sequence(some, ws);
    return Fragment.sequence(
        Fragment.literal("{"),
        ws,
        row.canBeEmpty() && some != null ? inner.optional() : inner,
        Fragment.literal("}"));
  }

  private void add(
      List<Property> properties, String key, Located value, boolean required, String name)
      throws GrammarException {
    if (!Boolean.FALSE.equals(value.value())) {
      Fragment pair =
          Fragment.sequence(
              Fragment.literal(Json.compact(key) + ":"),
              rules.use(Primitive.WS),
              rules.item(value, name + "-" + key));
      properties.add(new Property(pair, required));
    } else if (required) {
      throw value.error("'" + key + "' is required, but nothing fits its schema", "correct it");
    }
  }

  /** A property that the schema does not name: its name is none of the others. */
  private Fragment other(Located value, Set<String> names, String name) throws GrammarException {
    Fragment key =
        names.isEmpty()
            ? rules.use(Primitive.STRING)
            : new OtherNames(rules, name + "-name").than(names);
    Fragment item = rules.item(value, name + "-other-value");
    return rules.define(
        name + "-other",
        Fragment.sequence(key, Fragment.literal(":"), rules.use(Primitive.WS), item));
  }

  private static Set<String> required(Located schema) throws GrammarException {
    Set<String> required = new LinkedHashSet<>();
    if (schema.has("required")) {
      Located list = schema.get("required");
      for (int i = 0; i < list.list().size(); i++) {
        required.add(list.get(i).string());
      }
    }
    return required;
  }

  /**
   * A property that the schema names.
   *
   * @param pair name and value
   */
  record Property(Fragment pair, boolean isRequired) {}
}
