package dev.edgeagent.template;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** The binary operators on values of any type. */
final class Operators {

  private Operators() {}

  static Object apply(String operator, Object a, Object b, Run run) throws TemplateException {
    if (a instanceof Undefined undefined) {
      throw undefined.error();
    }
    if (b instanceof Undefined undefined && !(operator.equals("%") && PyValue.text(a) != null)) {
      throw undefined.error();
    }
    if (PyNumber.is(a) && PyNumber.is(b)) {
      long work = words(a) * words(b);
      run.steps(work / 16);
      Object result = arithmetic(operator, a, b);
      run.steps(work == 1 ? words(result) * words(result) / 16 : 0);
      return result;
    }
    switch (operator) {
      case "+" -> {
        return add(a, b, run);
      }
      case "*" -> {
        if (PyNumber.isInt(b) && isSequence(a)) {
          return repeat(a, PyNumber.clampedIndex(b), run);
        }
        if (PyNumber.isInt(a) && isSequence(b)) {
          return repeat(b, PyNumber.clampedIndex(a), run);
        }
      }
      case "%" -> {
        if (PyValue.text(a) != null) {
          return Printf.format(PyValue.text(a), b, run);
        }
      }
      default -> {}
    }
    throw unsupported(operator, a, b);
  }

  private static Object arithmetic(String operator, Object a, Object b) throws TemplateException {
    return switch (operator) {
      case "+" -> Arithmetic.add(a, b);
      case "-" -> Arithmetic.subtract(a, b);
      case "*" -> Arithmetic.multiply(a, b);
      case "/" -> Arithmetic.divide(a, b);
      case "//" -> Arithmetic.floorDivide(a, b);
      case "%" -> Arithmetic.modulo(a, b);
      default -> Arithmetic.power(a, b);
    };
  }

  /** The size of a number in machine words: arithmetic on large ones is work that counts. */
  private static long words(Object number) {
    return number instanceof BigInteger big ? big.bitLength() / 64 + 1L : 1;
  }

  private static TemplateException unsupported(String operator, Object a, Object b) {
    String name = operator.equals("**") ? "** or pow()" : operator;
    return TemplateException.value(
        "unsupported operand type(s) for "
            + name
            + ": "
            + PyFormat.quote(PyValue.type(a))
            + " and "
            + PyFormat.quote(PyValue.type(b)));
  }

  private static boolean isSequence(Object value) {
    return PyValue.text(value) != null || (value instanceof List && !(value instanceof Range));
  }

  private static Object add(Object a, Object b, Run run) throws TemplateException {
    String left = PyValue.text(a);
    String right = PyValue.text(b);
    if (left != null && right != null) {
      run.chars((long) left.length() + right.length());
      if (a instanceof Markup || b instanceof Markup) {
        return new Markup(
            (a instanceof Markup ? left : Html.escape(left))
                + (b instanceof Markup ? right : Html.escape(right)));
      }
      return left.concat(right);
    }
    if (left != null) {
      throw TemplateException.value(
          "can only concatenate str (not \"" + PyValue.type(b) + "\") to str");
    }
    if (a instanceof List<?> x && isSequence(a)) {
      if (b instanceof List<?> y && PyValue.type(a).equals(PyValue.type(b))) {
        run.steps((long) x.size() + y.size());
        List<Object> joined = new ArrayList<>(x.size() + y.size());
        joined.addAll(x);
        joined.addAll(y);
        return a instanceof Tuple ? new Tuple(joined) : joined;
      }
      throw TemplateException.value(
          "can only concatenate "
              + PyValue.type(a)
              + " (not \""
              + PyValue.type(b)
              + "\") to "
              + PyValue.type(a));
    }
    throw unsupported("+", a, b);
  }

  private static Object repeat(Object sequence, int times, Run run) throws TemplateException {
    int count = Math.max(times, 0);
    String text = PyValue.text(sequence);
    if (text != null) {
      run.chars((long) text.length() * count);
      String repeated = text.repeat(count);
      return sequence instanceof Markup ? new Markup(repeated) : repeated;
    }
    List<?> list = (List<?>) sequence;
    run.steps((long) list.size() * count);
    List<Object> repeated = new ArrayList<>(list.size() * count);
    for (int i = 0; i < count; i++) {
      repeated.addAll(list);
    }
    return sequence instanceof Tuple ? new Tuple(repeated) : repeated;
  }
}
