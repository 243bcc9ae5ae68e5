package dev.edgeagent.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** {@code text % values}, with Python's conversions. */
final class Printf {

  private final String format;
  private final Object values;
  private final Run run;
  private final StringBuilder out = new StringBuilder();
  private int at;
  private int used;
  private boolean byName;

  private Printf(String format, Object values, Run run) {
    this.format = format;
    this.values = values;
    this.run = run;
  }

  static String format(String format, Object values, Run run) throws TemplateException {
    return new Printf(format, values, run).format();
  }

  private String format() throws TemplateException {
    while (at < format.length()) {
      char c = format.charAt(at++);
      if (c != '%') {
        out.append(c);
      } else {
        directive();
      }
    }
    boolean countable =
        !(values instanceof Map) && !(values instanceof List && !(values instanceof Tuple));
    if (!byName && countable && used < (values instanceof Tuple tuple ? tuple.size() : 1)) {
      throw TemplateException.value("not all arguments converted during string formatting");
    }
    run.chars(out.length());
    return out.toString();
  }

  private void directive() throws TemplateException {
    if (peek() == '%') {
      at++;
      out.append('%');
      return;
    }
    Object named = Arguments.ABSENT;
    if (peek() == '(') {
      named = named();
    }
    String flags = "";
    while ("-+ #0".indexOf(peek()) >= 0) {
      flags += next();
    }
    int width = number();
    if (width < 0 && flags.indexOf('-') < 0) {
      flags += "-";
    }
    int precision = -1;
    if (peek() == '.') {
      at++;
      precision = Math.max(0, number());
    }
    while ("hlL".indexOf(peek()) >= 0) {
      at++;
    }
    char type = next();
    Object value = named == Arguments.ABSENT ? argument() : named;
    if ("diouxXeEfFgGcrsa".indexOf(type) < 0) {
      throw TemplateException.value(
          "unsupported format character '"
              + type
              + "' (0x"
              + Integer.toHexString(type)
              + ") at index "
              + (at - 1));
    }
    pad(convert(type, value, flags, precision), flags, Math.abs(width), "rsac".indexOf(type) < 0);
  }

  private char peek() throws TemplateException {
    if (at >= format.length()) {
      throw TemplateException.value("incomplete format");
    }
    return format.charAt(at);
  }

  private char next() throws TemplateException {
    char c = peek();
    at++;
    return c;
  }

  private Object named() throws TemplateException {
    int close = format.indexOf(')', at);
    if (close < 0) {
      throw TemplateException.value("incomplete format key");
    }
    if (!(values instanceof Map<?, ?> map)) {
      throw TemplateException.value("format requires a mapping");
    }
    String key = format.substring(at + 1, close);
    Object value = PyMap.get(map, key);
    if (value == Arguments.ABSENT) {
      throw TemplateException.value(PyFormat.quote(key));
    }
    byName = true;
    at = close + 1;
    return value;
  }

  private int number() throws TemplateException {
    if (peek() == '*') {
      at++;
      return PyNumber.clampedIndex(argument());
    }
    long number = 0;
    while (peek() >= '0' && peek() <= '9') {
      number = Math.min(Integer.MAX_VALUE, number * 10 + next() - '0');
    }
    return (int) number;
  }

  private Object argument() throws TemplateException {
    int count = values instanceof Tuple tuple ? tuple.size() : 1;
    if (used >= count) {
      throw TemplateException.value("not enough arguments for format string");
    }
    return values instanceof Tuple tuple ? PyValue.of(tuple.get(used++)) : single();
  }

  private Object single() {
    used++;
    return values;
  }

  private String convert(char type, Object value, String flags, int precision)
      throws TemplateException {
    if (value instanceof Undefined undefined && "rsa".indexOf(type) < 0) {
      throw undefined.error();
    }
    return switch (type) {
      case 's' -> cut(PyFormat.str(value), precision);
      case 'r', 'a' -> cut(PyFormat.repr(value), precision);
      case 'c' -> character(value);
      case 'd', 'i', 'u', 'o', 'x', 'X' -> integer(type, value, flags, precision);
      default -> {
        if (!PyNumber.is(value)) {
          throw TemplateException.value("must be real number, not " + PyValue.type(value));
        }
        double number = PyNumber.toDouble(value);
        boolean negative = number < 0 || (number == 0 && 1 / number < 0);
        yield sign(negative, flags)
            + FloatFormat.format(
                number, type, precision < 0 ? 6 : precision, flags.indexOf('#') >= 0);
      }
    };
  }

  private static String cut(String text, int precision) {
    return precision < 0 ? text : text.substring(0, PyText.offset(text, precision));
  }

  private static String character(Object value) throws TemplateException {
    String text = PyValue.text(value);
    if (text != null ? PyText.length(text) != 1 : !PyNumber.isInt(value)) {
      throw TemplateException.value("%c requires int or char");
    }
    if (text != null) {
      return text;
    }
    int c = PyNumber.clampedIndex(value);
    if (!Character.isValidCodePoint(c)) {
      throw TemplateException.value("%c arg not in range(0x110000)");
    }
    return Character.toString(c);
  }

  private static String integer(char type, Object value, String flags, int precision)
      throws TemplateException {
    boolean decimal = "diu".indexOf(type) >= 0;
    BigInteger number;
    if (PyNumber.isInt(value)) {
      number = PyNumber.big(value);
    } else if (decimal && value instanceof Double d && !d.isNaN() && !d.isInfinite()) {
      number = new BigDecimal(d).toBigInteger();
    } else {
      String wanted = decimal ? "a real number" : "an integer";
      throw TemplateException.value(
          "%" + type + " format: " + wanted + " is required, not " + PyValue.type(value));
    }
    String digits =
        decimal ? PyFormat.digits(number.abs()) : number.abs().toString(type == 'o' ? 8 : 16);
    if (precision > digits.length()) {
      if (precision > 5000) {
        throw TemplateException.limit("a precision of more than 5000 digits");
      }
      digits = "0".repeat(precision - digits.length()) + digits;
    }
    String prefix = decimal || flags.indexOf('#') < 0 ? "" : type == 'o' ? "0o" : "0x";
    String text = prefix + digits;
    return sign(number.signum() < 0, flags) + (type == 'X' ? PyText.upper(text) : text);
  }

  private static String sign(boolean negative, String flags) {
    return negative ? "-" : flags.indexOf('+') >= 0 ? "+" : flags.indexOf(' ') >= 0 ? " " : "";
  }

  private void pad(String text, String flags, int width, boolean number) throws TemplateException {
    int missing = Math.max(0, width - PyText.length(text));
    run.chars((long) missing + out.length());
    if (flags.indexOf('-') >= 0) {
      out.append(text).repeat(' ', missing);
    } else if (number && flags.indexOf('0') >= 0) {
      int prefix = !text.isEmpty() && "+- ".indexOf(text.charAt(0)) >= 0 ? 1 : 0;
      prefix +=
          text.startsWith("0x", prefix)
                  || text.startsWith("0X", prefix)
                  || text.startsWith("0o", prefix)
              ? 2
              : 0;
      out.append(text, 0, prefix).repeat('0', missing).append(text, prefix, text.length());
    } else {
      out.repeat(' ', missing).append(text);
    }
  }
}
