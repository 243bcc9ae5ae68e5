package dev.edgeagent.jmespath;

import dev.edgeagent.template.Python;
import dev.edgeagent.template.TemplateException;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What JMESPath says of values. */
final class Values {

  private final Python python = new Python();

  /** number, string, boolean, array, object or null. */
  static String type(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Number _ -> "number";
      case String _ -> "string";
      case Boolean _ -> "boolean";
      case List<?> _ -> "array";
      case Map<?, ?> _ -> "object";
      default -> "expression";
    };
  }

  /** False are null, false, and empty texts, lists and maps; 0 is true. */
  static boolean isTrue(@Nullable Object value) {
    return switch (value) {
      case null -> false;
      case Boolean b -> b;
      case String s -> !s.isEmpty();
      case List<?> list -> !list.isEmpty();
      case Map<?, ?> map -> !map.isEmpty();
      default -> true;
    };
  }

  boolean equal(@Nullable Object a, @Nullable Object b) throws JmesPathException {
    if (a instanceof List<?> x && b instanceof List<?> y) {
      if (x.size() != y.size()) {
        return false;
      }
      for (int i = 0; i < x.size(); i++) {
        if (!equal(x.get(i), y.get(i))) {
          return false;
        }
      }
      return true;
    }
    if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
      if (!x.keySet().equals(y.keySet())) {
        return false;
      }
      for (Map.Entry<?, ?> entry : x.entrySet()) {
        if (!equal(entry.getValue(), y.get(entry.getKey()))) {
          return false;
        }
      }
      return true;
    }
    return type(a).equals(type(b)) && holds("==", a, b);
  }

  /** Whether a comes before b: both numbers, or both texts, by code points. */
  boolean less(@Nullable Object a, @Nullable Object b) throws JmesPathException {
    return holds("<", a, b);
  }

  boolean holds(String operator, @Nullable Object a, @Nullable Object b) throws JmesPathException {
    try {
      return python.compare(operator, a, b);
    } catch (TemplateException e) {
      throw new JmesPathException(e.what());
    }
  }

  Object arithmetic(String operator, Object a, Object b) throws JmesPathException {
    try {
      return python.arithmetic(operator, a, b);
    } catch (TemplateException e) {
      throw new JmesPathException(e.what());
    }
  }

  String json(@Nullable Object value) throws JmesPathException {
    try {
      return python.compactJson(value);
    } catch (TemplateException e) {
      throw new JmesPathException(e.what());
    }
  }

  /** A Long if it is one. */
  static Object integer(BigInteger value) {
    if (value.bitLength() < Long.SIZE) {
      return value.longValue();
    }
    return value;
  }
}
