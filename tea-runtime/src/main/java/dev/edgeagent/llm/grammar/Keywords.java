package dev.edgeagent.llm.grammar;

import java.util.List;
import java.util.Set;

/** What the keywords of a schema are to a grammar. */
final class Keywords {

  /** They say nothing about what fits. */
  private static final Set<String> ANNOTATIONS =
      Set.of(
          "title",
          "description",
          "default",
          "example",
          "examples",
          "deprecated",
          "readOnly",
          "writeOnly",
          "discriminator",
          "externalDocs",
          "contentEncoding",
          "contentMediaType",
          "contentSchema",
          "$schema",
          "$id",
          "id",
          "$anchor",
          "$comment",
          "$defs",
          "definitions");

  private static final Set<String> KEPT =
      Set.of(
          "type",
          "nullable",
          "enum",
          "const",
          "anyOf",
          "oneOf",
          "properties",
          "required",
          "additionalProperties",
          "minProperties",
          "maxProperties",
          "items",
          "prefixItems",
          "additionalItems",
          "minItems",
          "maxItems",
          "minLength",
          "maxLength",
          "pattern",
          "format",
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum");

  private Keywords() {}

  static boolean isAnnotation(String keyword) {
    return ANNOTATIONS.contains(keyword) || keyword.startsWith("x-");
  }

  /** Those that limit what fits, in the order of the schema. */
  static List<String> limits(Located schema) throws GrammarException {
    return schema.map().keySet().stream()
        .map(Object::toString)
        .filter(keyword -> !isAnnotation(keyword))
        .toList();
  }

  static void check(Located schema) throws GrammarException {
    for (String keyword : limits(schema)) {
      boolean saysNothing =
          (keyword.equals("uniqueItems") && Boolean.FALSE.equals(schema.get(keyword).value()))
              || (keyword.equals("multipleOf") && Types.onlyInteger(schema) && isOne(schema));
      if (!KEPT.contains(keyword) && !saysNothing) {
        throw schema.error(
            "'" + keyword + "' cannot be kept to by a local model",
            "take it out and check the answer afterwards (data.validate)");
      }
    }
  }

  private static boolean isOne(Located schema) throws GrammarException {
    return schema.get("multipleOf").number().compareTo(java.math.BigDecimal.ONE) == 0;
  }
}
