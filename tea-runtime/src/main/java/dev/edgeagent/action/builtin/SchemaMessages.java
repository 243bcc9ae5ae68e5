package dev.edgeagent.action.builtin;

import dev.edgeagent.template.Python;
import dev.edgeagent.template.TemplateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a value does not fulfil, in the words of the reference's library (Python's jsonschema).
 *
 * @param value that is wrong
 * @param schema the part of the schema that it does not fulfil; null if unknown
 * @param otherwise the message for keywords that are not known here
 */
record SchemaMessages(@Nullable Object value, @Nullable Object schema, String otherwise) {

  /**
   * One message, or one for each name that is missing.
   *
   * @param keyword null if the schema is {@code false}
   */
  List<String> of(@Nullable String keyword) {
    Object wanted = schema instanceof Map<?, ?> map ? map.get(keyword) : null;
    try {
      String got = new Python().repr(value);
      if (keyword == null) {
        return List.of("False schema does not allow " + got);
      }
      if (wanted == null) {
        return List.of(otherwise);
      }
      if (keyword.equals("required")) {
        return required(wanted);
      }
      return List.of(message(keyword, got, wanted));
    } catch (TemplateException e) { // too large to print
      return List.of(otherwise);
    }
  }

  String additional(String name) {
    try {
      return "Additional properties are not allowed ("
          + new Python().repr(name)
          + " was unexpected)";
    } catch (TemplateException e) {
      return otherwise;
    }
  }

  private String message(String keyword, String got, Object wanted) throws TemplateException {
    String limit = new Python().repr(wanted);
    return switch (keyword) {
      case "type" -> got + " is not of type " + types(wanted);
      case "enum" -> got + " is not one of " + limit;
      case "const" -> limit + " was expected";
      case "minimum" -> got + " is less than the minimum of " + limit;
      case "maximum" -> got + " is greater than the maximum of " + limit;
      case "exclusiveMinimum" -> got + " is less than or equal to the minimum of " + limit;
      case "exclusiveMaximum" -> got + " is greater than or equal to the maximum of " + limit;
      case "multipleOf" -> got + " is not a multiple of " + limit;
      case "minLength", "minItems" ->
          got + (limit.equals("1") ? " should be non-empty" : " is too short");
      case "maxLength", "maxItems" ->
          got + (limit.equals("0") ? " is expected to be empty" : " is too long");
      case "minProperties" ->
          got + (limit.equals("1") ? " should be non-empty" : " does not have enough properties");
      case "maxProperties" ->
          got + (limit.equals("0") ? " is expected to be empty" : " has too many properties");
      case "pattern" -> got + " does not match " + limit;
      case "uniqueItems" -> got + " has non-unique elements";
      case "anyOf" -> got + " is not valid under any of the given schemas";
      case "oneOf" ->
          otherwise.contains("more than one")
              ? got + " is valid under more than one of " + limit
              : got + " is not valid under any of the given schemas";
      case "not" -> got + " should not be valid under " + limit;
      case "contains" -> "None of " + got + " are valid under the given schema";
      default -> otherwise;
    };
  }

  private static String types(Object wanted) throws TemplateException {
    List<String> types = new ArrayList<>();
    for (Object type : wanted instanceof List<?> list ? list : List.of(wanted)) {
      types.add(new Python().repr(type));
    }
    return String.join(", ", types);
  }

  private List<String> required(Object names) throws TemplateException {
    List<String> messages = new ArrayList<>();
    for (Object name : names instanceof List<?> list ? list : List.of()) {
      if (!(value instanceof Map<?, ?> map && map.containsKey(name))) {
        messages.add(new Python().repr(name) + " is a required property");
      }
    }
    return messages;
  }
}
