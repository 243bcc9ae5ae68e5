package dev.edgeagent.action.builtin;

import dev.harrel.jsonschema.Dialects;
import dev.harrel.jsonschema.Error;
import dev.harrel.jsonschema.InvalidSchemaException;
import dev.harrel.jsonschema.JsonNodeFactory;
import dev.harrel.jsonschema.JsonSchemaException;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A JSON schema. The library's exceptions are caught here and not in the action, whose class is
 * loaded at every start: what a class catches is loaded with it.
 */
final class Schema {

  /** What is tried inside of these is no error by itself; the keyword's own error says it. */
  private static final Set<String> TRIES = Set.of("anyOf", "oneOf", "not", "if", "contains");

  /** Below these there are names, which may be those of keywords. */
  private static final Set<String> NAMED =
      Set.of("properties", "patternProperties", "dependencies", "dependentSchemas");

  private final Object schema;

  Schema(Object schema) {
    this.schema = schema;
  }

  /**
   * What the data does not fulfil: {path, message}.
   *
   * @throws IllegalArgumentException if the schema is none, or refers to what is not in it
   */
  List<Map<String, Object>> errors(Object data) {
    checkPatterns(schema);
    JsonNodeFactory nodes = new SchemaNode.Factory();
    try {
      Validator.Result result =
          new ValidatorFactory()
              .withJsonNodeFactory(nodes)
              .withDefaultDialect(new Dialects.Draft7Dialect())
              .validate(nodes.wrap(schema), nodes.wrap(data));
      for (Error error : result.getErrors()) {
        if (error.getKeyword() != null && error.getKeyword().matches("\\$(ref|.*Ref)")) {
          // the library gives the schema an address of its own, which nobody knows
          throw new IllegalArgumentException(
              "Validation error: "
                  + error.getError().replaceFirst("https://harrel\\.dev/[0-9a-f]+#", "#"));
        }
      }
      return result.isValid() ? List.of() : errors(result.getErrors(), data);
    } catch (InvalidSchemaException e) {
      Error first = e.getErrors().getFirst();
      throw new IllegalArgumentException(
          "Invalid schema: #" + first.getInstanceLocation() + ": " + first.getError(), e);
    } catch (JsonSchemaException e) {
      throw new IllegalArgumentException("Invalid schema: " + e.getMessage(), e);
    }
  }

  private List<Map<String, Object>> errors(List<Error> found, Object data) {
    Set<Map<String, Object>> errors = new LinkedHashSet<>();
    for (Error error : found) {
      String keyword = error.getKeyword();
      String evaluated = error.getEvaluationPath();
      String inside = keyword == null ? evaluated : parent(evaluated);
      boolean summary = "allOf".equals(keyword) || "if".equals(keyword);
      if (summary || isBelow(TRIES, inside)) {
        continue;
      }
      String at = error.getInstanceLocation();
      // of a name there is no place in the data
      boolean ofName = isBelow(Set.of("propertyNames"), inside);
      var messages =
          new SchemaMessages(
              Pointer.get(data, at), ofName ? null : subschema(error), error.getError());
      if (keyword == null && evaluated.endsWith("/additionalProperties")) {
        errors.add(error(parent(at), messages.additional(Pointer.last(at))));
      } else {
        messages.of(keyword).forEach(message -> errors.add(error(at, message)));
      }
    }
    return errors.isEmpty()
        ? List.of(error("", "the data does not fulfil the schema"))
        : new ArrayList<>(errors);
  }

  private static boolean isBelow(Set<String> keywords, String path) {
    List<String> parts = Pointer.parts(path);
    for (int i = 0; i < parts.size(); i++) {
      if (keywords.contains(parts.get(i))) {
        return true;
      }
      i += NAMED.contains(parts.get(i)) ? 1 : 0;
    }
    return false;
  }

  private static Map<String, Object> error(String pointer, String message) {
    return Result.of("path", String.join(".", Pointer.parts(pointer)))
        .and("message", message)
        .map();
  }

  /** The part of the schema that has the keyword; null if it is in none of this document. */
  private @Nullable Object subschema(Error error) {
    String location = error.getSchemaLocation();
    int hash = location.indexOf('#');
    String fragment = hash < 0 ? "" : location.substring(hash + 1);
    return fragment.isEmpty() || fragment.startsWith("/") ? Pointer.get(schema, fragment) : null;
  }

  private static String parent(String pointer) {
    return pointer.substring(0, Math.max(0, pointer.lastIndexOf('/')));
  }

  /** The library leaves out what is no regular expression. */
  private static void checkPatterns(@Nullable Object part) {
    switch (part) {
      case Map<?, ?> map ->
          map.forEach(
              (key, value) -> {
                if (key.equals("pattern") && value instanceof String pattern) {
                  checkPattern(pattern);
                } else if (key.equals("patternProperties") && value instanceof Map<?, ?> patterns) {
                  patterns.keySet().forEach(pattern -> checkPattern(String.valueOf(pattern)));
                  checkPatterns(value);
                } else if (!Set.of("enum", "const", "default", "examples").contains(key)) {
                  checkPatterns(value);
                }
              });
      case List<?> list -> list.forEach(Schema::checkPatterns);
      case null, default -> {}
    }
  }

  private static void checkPattern(String pattern) {
    try {
      Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "Invalid schema: '" + pattern + "' is no regular expression: " + e.getDescription(), e);
    }
  }
}
