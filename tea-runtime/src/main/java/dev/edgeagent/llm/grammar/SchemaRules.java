package dev.edgeagent.llm.grammar;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The rules of one grammar while it is made of a schema. */
final class SchemaRules {

  private static final int MAX_NAME = 60;
  private static final int MAX_RULES = 10_000;

  private final Map<String, String> rules = new LinkedHashMap<>();
  private final Map<String, Integer> taken = new HashMap<>();
  private final Map<String, String> pointers = new HashMap<>();
  private final Map<String, String> referenced = new HashMap<>();
  private final Set<Primitive> primitives = EnumSet.noneOf(Primitive.class);
  private final SchemaReferences references;
  private final SchemaFragments fragments;

  /** Of the schema that a rule is made of just now. */
  private String pointer = "";

  SchemaRules(Located schema) {
    this.references = new SchemaReferences(schema);
    this.fragments = new SchemaFragments(this, new SchemaMerge(references));
  }

  /** The rules by name; the first is {@code root}. */
  Map<String, String> of(Located schema) throws GrammarException {
    referenced.put(schema.pointer(), "root");
    define(schema, "root");
    for (Primitive primitive : primitives) {
      rules.put(primitive.ruleName(), primitive.body());
    }
    return rules;
  }

  /** What a rule was made of. */
  String pointer(String rule) {
    return pointers.getOrDefault(rule, "");
  }

  /** What fits the schema; {@code name} is for the rules that it may take. */
  Fragment fragment(Located schema, String name) throws GrammarException {
    return fragments.of(schema, name);
  }

  /** The same as one item: what is not short gets a rule of its own. */
  Fragment item(Located schema, String name) throws GrammarException {
    String before = pointer;
    pointer = schema.pointer();
    Fragment fragment = fragment(schema, name);
    Fragment item = fragment.kind() == Fragment.Kind.ITEM ? fragment : define(name, fragment);
    pointer = before;
    return item;
  }

  /**
   * The rule of the schema that a {@code $ref} names: made once, so that schemas can be recursive.
   */
  Fragment reference(Located reference) throws GrammarException {
    Located target = references.resolve(reference);
    String name = referenced.get(target.pointer());
    if (name == null) {
      name = free("def-" + last(target.pointer()));
      referenced.put(target.pointer(), name);
      define(target, name);
    }
    return Fragment.item(name);
  }

  private void define(Located schema, String name) throws GrammarException {
    String before = pointer;
    pointer = schema.pointer();
    reserve(name);
    rules.put(name, fragment(schema, name).text());
    pointer = before;
  }

  /** A new rule, named so or nearly so. */
  Fragment define(String name, Fragment body) throws GrammarException {
    String free = free(name);
    reserve(free);
    rules.put(free, body.text());
    return Fragment.item(free);
  }

  private void reserve(String name) throws GrammarException {
    pointers.put(name, pointer);
    rules.put(name, "");
    if (rules.size() > MAX_RULES) {
      throw GrammarException.inSchema(
          pointer, "the schema is too large for a grammar", "ask for less at once");
    }
  }

  Fragment use(Primitive primitive) {
    if (primitives.add(primitive)) {
      primitive.uses().forEach(this::use);
    }
    return Fragment.item(primitive.ruleName());
  }

  static String last(String pointer) {
    return pointer.substring(pointer.lastIndexOf('/') + 1);
  }

  /** With what can stand in a rule's name, and no other rule has. */
  private String free(String wanted) {
    String name =
        wanted.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("-$", "").toLowerCase(Locale.ROOT);
    name = name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME);
    String free = name;
    while (rules.containsKey(free)) {
      free = name + "-" + taken.merge(name, 2, (last, _) -> last + 1);
    }
    return free;
  }
}
