package dev.edgeagent.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** The filters that make or change numbers. */
final class NumberFilters {

  private static final String[] SIZES = {"kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"};

  private NumberFilters() {}

  static Object apply(String name, Object value, Arguments arguments) throws TemplateException {
    if (value instanceof Undefined undefined) {
      throw undefined.error();
    }
    return switch (name) {
      case "abs" -> {
        arguments.bind(name, 0);
        yield abs(value);
      }
      case "int" -> {
        Object[] a = arguments.bind(name, 0, "default", "base");
        yield toInt(value, Arguments.or(a[0], 0L), Arguments.integer(a[1], 10));
      }
      case "float" -> {
        Object number = NumberText.toFloat(value);
        yield number == null ? Arguments.or(arguments.bind(name, 0, "default")[0], 0.0) : number;
      }
      case "round" -> round(value, arguments);
      default -> fileSize(value, Arguments.flag(arguments.bind(name, 0, "binary")[0], false));
    };
  }

  private static Object abs(Object value) throws TemplateException {
    if (!PyNumber.is(value)) {
      throw TemplateException.value(
          "bad operand type for abs(): " + PyFormat.quote(PyValue.type(value)));
    }
    if (value instanceof Double d) {
      return Math.abs(d);
    }
    return PyNumber.shrink(PyNumber.big(value).abs());
  }

  private static Object toInt(Object value, Object otherwise, int base) throws TemplateException {
    String text = PyValue.text(value);
    if (text != null) {
      BigInteger whole = NumberText.parseInt(text, base);
      if (whole != null) {
        return PyNumber.shrink(whole);
      }
    } else if (PyNumber.isInt(value)) {
      return PyNumber.shrink(PyNumber.big(value));
    }
    Double number = NumberText.toFloat(value);
    if (number == null || number.isNaN()) {
      return otherwise;
    }
    if (number.isInfinite()) {
      throw TemplateException.value("cannot convert float infinity to integer");
    }
    return PyNumber.shrink(new BigDecimal(number).toBigInteger());
  }

  private static Object round(Object value, Arguments arguments) throws TemplateException {
    Object[] a = arguments.bind("round", 0, "precision", "method");
    int precision = Math.clamp(Arguments.integer(a[0], 0), -1000, 1000);
    String method = PyFormat.str(Arguments.or(a[1], "common"));
    if (!method.equals("common") && !method.equals("ceil") && !method.equals("floor")) {
      throw TemplateException.template(
          "method must be common, ceil or floor", "write round(2, 'floor')");
    }
    if (!PyNumber.is(value)) {
      throw TemplateException.value(
          "type " + PyValue.type(value) + " doesn't define __round__ method");
    }
    if (method.equals("common")) {
      if (PyNumber.isInt(value)) {
        BigInteger rounded =
            new BigDecimal(PyNumber.big(value))
                .setScale(Math.min(precision, 0), RoundingMode.HALF_EVEN)
                .toBigInteger();
        return PyNumber.shrink(rounded);
      }
      double d = (Double) value;
      boolean exact = Double.isNaN(d) || Double.isInfinite(d) || d == 0;
      return exact
          ? d
          : Math.copySign(
              new BigDecimal(d).setScale(precision, RoundingMode.HALF_EVEN).doubleValue(), d);
    }
    double scale = Math.pow(10, precision);
    double scaled = PyNumber.toDouble(value) * scale;
    return (method.equals("ceil") ? Math.ceil(scaled) : Math.floor(scaled)) / scale + 0.0;
  }

  private static String fileSize(Object value, boolean binary) throws TemplateException {
    Double bytes = NumberText.toFloat(value);
    if (bytes == null) {
      throw TemplateException.value("could not convert to float: " + PyFormat.repr(value));
    }
    if (bytes == 1) {
      return "1 Byte";
    }
    double base = binary ? 1024 : 1000;
    if (bytes < base) {
      return bytes.longValue() + " Bytes";
    }
    double unit = base;
    int i = -1;
    do {
      unit *= base;
      i++;
    } while (bytes >= unit && i < SIZES.length - 1);
    String size =
        binary ? SIZES[i].substring(0, 1).toUpperCase(java.util.Locale.ROOT) + "iB" : SIZES[i];
    return new BigDecimal(base * bytes / unit).setScale(1, RoundingMode.HALF_EVEN).toPlainString()
        + " "
        + size;
  }
}
