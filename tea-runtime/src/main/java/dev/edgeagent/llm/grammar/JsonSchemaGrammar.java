package dev.edgeagent.llm.grammar;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Grammars of the JSON texts that fit a JSON Schema: every text that the grammar accepts fits the
 * schema, of draft 7 as well as 2020-12. Not every text that fits is accepted: properties come in
 * the order of the schema, and those that it does not name come only if {@code
 * additionalProperties} says so; a tuple has all of its items unless {@code minItems} says less;
 * space is written sparingly, numbers with at most 18 digits before the point. A keyword that a
 * grammar cannot keep to is an error.
 */
public final class JsonSchemaGrammar {

  private JsonSchemaGrammar() {}

  /**
   * A grammar in GBNF, which {@link Gbnf#check} takes, of texts that fit the schema.
   *
   * @param schema as parsed from JSON or YAML
   * @throws GrammarException with the JSON pointer of what a grammar cannot keep to
   */
  public static String of(Map<String, Object> schema) throws GrammarException {
    var located = new Located(schema, "");
    var rules = new SchemaRules(located);
    Map<String, String> bodies = rules.of(located);
    String grammar =
        bodies.entrySet().stream()
            .map(rule -> rule.getKey() + " ::= " + rule.getValue() + "\n")
            .collect(Collectors.joining());
    try {
      Gbnf.check(grammar);
    } catch (GrammarException e) {
      // Each rule is a line.
      String rule = List.copyOf(bodies.keySet()).get(Math.max(0, e.line() - 1));
      throw GrammarException.inSchema(
          rules.pointer(rule),
          "no grammar can be made of this: " + e.what(),
          "ask for something simpler here: fewer or smaller parts, and no part that must hold"
              + " itself");
    }
    return grammar;
  }

  /** Any JSON object. */
  public static String anyObject() {
    try {
      return of(Map.of("type", "object"));
    } catch (GrammarException e) {
      throw new IllegalStateException("a grammar of our own is wrong", e);
    }
  }
}
