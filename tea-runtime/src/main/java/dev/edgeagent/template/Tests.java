package dev.edgeagent.template;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code value is test}. */
final class Tests {

  private Tests() {}

  static boolean known(String name) {
    return switch (name) {
      case "defined",
          "undefined",
          "none",
          "boolean",
          "true",
          "false",
          "integer",
          "float",
          "number",
          "string",
          "mapping" ->
          true;
      case "sequence",
          "iterable",
          "callable",
          "escaped",
          "lower",
          "upper",
          "odd",
          "even",
          "divisibleby",
          "filter",
          "test",
          "sameas" ->
          true;
      default -> comparison(name) != null;
    };
  }

  static boolean test(String name, Object value, Arguments arguments, Run run)
      throws TemplateException {
    String comparison = comparison(name);
    if (comparison != null) {
      return PyOrder.compare(comparison, value, arguments.bind(name, 1, "other")[0], run);
    }
    switch (name) {
      case "divisibleby" -> {
        return PyOrder.equal(
            Operators.apply("%", value, arguments.bind(name, 1, "num")[0], run), 0L, run);
      }
      case "sameas" -> {
        return same(value, arguments.bind(name, 1, "other")[0]);
      }
      default -> {
        arguments.bind(name, 0);
        return simple(name, value, run);
      }
    }
  }

  private static boolean simple(String name, Object value, Run run) throws TemplateException {
    return switch (name) {
      case "defined" -> !(value instanceof Undefined);
      case "undefined" -> value instanceof Undefined;
      case "none" -> value == null;
      case "boolean" -> value instanceof Boolean;
      case "true" -> Boolean.TRUE.equals(value);
      case "false" -> Boolean.FALSE.equals(value);
      case "integer" -> value instanceof Long || value instanceof BigInteger;
      case "float" -> value instanceof Double;
      case "number" -> PyNumber.is(value);
      case "string" -> PyValue.text(value) != null;
      case "mapping" -> value instanceof Map;
      case "sequence" ->
          value instanceof List
              || value instanceof Map
              || PyValue.text(value) != null
              || (value instanceof Undefined u && !u.strict());
      case "iterable" -> isIterable(value);
      case "callable" -> value instanceof Callable;
      case "escaped" -> value instanceof Markup;
      case "lower" -> PyChars.isCase(PyFormat.str(value), false);
      case "upper" -> PyChars.isCase(PyFormat.str(value), true);
      case "odd" -> PyOrder.equal(Operators.apply("%", value, 2L, run), 1L, run);
      case "even" -> PyOrder.equal(Operators.apply("%", value, 2L, run), 0L, run);
      case "filter" ->
          PyValue.text(value) != null && Filters.known(PyValue.text(value), run.options());
      case "test" -> PyValue.text(value) != null && known(PyValue.text(value));
      default ->
          throw TemplateException.template(
              "No test named '" + name + "'.", "check the spelling of the test after 'is'");
    };
  }

  private static boolean isIterable(Object value) throws TemplateException {
    if (value instanceof Undefined undefined) {
      undefined.use();
    }
    return PyValue.isIterable(value);
  }

  private static boolean same(Object a, Object b) {
    if (a instanceof Boolean || a instanceof String || a instanceof Long) {
      return a.equals(b);
    }
    return a == b || (a instanceof DotMap x && b instanceof DotMap y && x.unwrap() == y.unwrap());
  }

  /** The operator that a test stands for; null if it stands for none. */
  private static @Nullable String comparison(String name) {
    return switch (name) {
      case "==", "eq", "equalto" -> "==";
      case "!=", "ne" -> "!=";
      case ">", "gt", "greaterthan" -> ">";
      case ">=", "ge" -> ">=";
      case "<", "lt", "lessthan" -> "<";
      case "<=", "le" -> "<=";
      case "in" -> "in";
      default -> null;
    };
  }
}
