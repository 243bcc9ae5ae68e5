package dev.edgeagent.jmespath;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of one call, each asked for by its type.
 *
 * @param position of the call in the expression
 */
record Arguments(String function, List<@Nullable Object> values, int position) {

  Arguments count(int wanted) throws JmesPathException {
    if (values.size() != wanted) {
      throw wrongCount("" + wanted);
    }
    return this;
  }

  Arguments atLeastOne() throws JmesPathException {
    if (values.isEmpty()) {
      throw wrongCount("at least 1");
    }
    return this;
  }

  private JmesPathException wrongCount(String wanted) {
    String plural = wanted.endsWith("1") ? " argument" : " arguments";
    return new JmesPathException(
        "function " + function + "() takes " + wanted + plural + ", got " + values.size(),
        position);
  }

  /** Any value, but no expression. */
  @Nullable Object value(int i) throws JmesPathException {
    Object value = values.get(i);
    if (value instanceof Evaluator.Reference) {
      throw wrong("a value", value);
    }
    return value;
  }

  Number number(int i) throws JmesPathException {
    if (values.get(i) instanceof Number number) {
      return number;
    }
    throw wrong("number", values.get(i));
  }

  String text(int i) throws JmesPathException {
    if (values.get(i) instanceof String text) {
      return text;
    }
    throw wrong("string", values.get(i));
  }

  List<?> array(int i) throws JmesPathException {
    if (values.get(i) instanceof List<?> list) {
      return list;
    }
    throw wrong("array", values.get(i));
  }

  Map<?, ?> object(int i) throws JmesPathException {
    if (values.get(i) instanceof Map<?, ?> map) {
      return map;
    }
    throw wrong("object", values.get(i));
  }

  Expr expression(int i) throws JmesPathException {
    if (values.get(i) instanceof Evaluator.Reference(Expr expression)) {
      return expression;
    }
    throw wrong("an expression such as &name", values.get(i));
  }

  /** An array of only numbers, or only strings, whichever of them are allowed. */
  List<?> arrayOf(int i, List<String> types) throws JmesPathException {
    List<?> list = array(i);
    checkSame(list, types, "array of " + String.join("s or of ", types) + "s");
    return list;
  }

  void checkSame(List<?> items, List<String> types, String wanted) throws JmesPathException {
    for (Object item : items) {
      String type = Values.type(item);
      if (!types.contains(type) || !type.equals(Values.type(items.getFirst()))) {
        throw wrong(wanted, item);
      }
    }
  }

  JmesPathException wrong(String wanted, @Nullable Object got) {
    return new JmesPathException(
        "function " + function + "() takes " + wanted + ", got " + Values.type(got), position);
  }
}
