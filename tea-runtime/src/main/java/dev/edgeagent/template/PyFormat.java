package dev.edgeagent.template;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** Python's {@code str()} and {@code repr()}. */
final class PyFormat {

  private static final int MAX_DEPTH = 500;
  static final int MAX_INT_DIGITS = 4300;
  private static final int MAX_CHARS = 64 << 20;

  private PyFormat() {}

  static String str(Object value) throws TemplateException {
    if (value instanceof String s) {
      return s;
    }
    if (value instanceof Markup markup) {
      return markup.text();
    }
    if (value instanceof Undefined undefined) {
      undefined.use();
      return "";
    }
    return repr(value);
  }

  static String repr(Object value) throws TemplateException {
    if (value instanceof Long || value instanceof Integer) {
      return value.toString();
    }
    StringBuilder out = new StringBuilder();
    repr(PyValue.of(value), out, 0);
    return out.toString();
  }

  private static void repr(Object value, StringBuilder out, int depth) throws TemplateException {
    if (depth > MAX_DEPTH || out.length() > MAX_CHARS) {
      throw TemplateException.limit("a value too large or too deeply nested to print");
    }
    if (value == null) {
      out.append("None");
    } else if (value instanceof String s) {
      quote(s, out);
    } else if (value instanceof Boolean b) {
      out.append(b ? "True" : "False");
    } else if (value instanceof Double d) {
      out.append(PyFloat.repr(d));
    } else if (value instanceof BigInteger big) {
      out.append(digits(big));
    } else if (value instanceof Map<?, ?> map) {
      map(map, out, depth);
    } else if (value instanceof Range range) {
      out.append(range.repr());
    } else if (value instanceof List<?> list) {
      boolean tuple = list instanceof Tuple;
      items(list, tuple ? "(" : "[", tuple ? list.size() == 1 ? ",)" : ")" : "]", out, depth);
    } else {
      special(value, out, depth);
    }
  }

  private static void special(Object value, StringBuilder out, int depth) throws TemplateException {
    if (value instanceof Undefined) {
      out.append("Undefined");
    } else if (value instanceof Markup markup) {
      out.append("Markup(");
      quote(markup.text(), out);
      out.append(')');
    } else if (value instanceof Lazy lazy) {
      if (lazy.isView()) {
        out.append(lazy.type()).append('(');
      }
      items(lazy.peek(), "[", lazy.isView() ? "])" : "]", out, depth);
    } else if (value instanceof Namespace namespace) {
      out.append("<Namespace ");
      map(namespace.attributes(), out, depth);
      out.append('>');
    } else {
      out.append(value instanceof Callable callable ? callable.repr() : value.toString());
    }
  }

  private static void map(Map<?, ?> map, StringBuilder out, int depth) throws TemplateException {
    String separator = "{";
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.append(separator);
      repr(PyValue.of(entry.getKey()), out, depth + 1);
      out.append(": ");
      repr(PyValue.of(entry.getValue()), out, depth + 1);
      separator = ", ";
    }
    out.append(map.isEmpty() ? "{}" : "}");
  }

  private static void items(List<?> items, String open, String close, StringBuilder out, int depth)
      throws TemplateException {
    out.append(open);
    for (int i = 0; i < items.size(); i++) {
      if (i > 0) {
        out.append(", ");
      }
      repr(PyValue.of(items.get(i)), out, depth + 1);
    }
    out.append(close);
  }

  /** The decimal digits; like Python 3.11, not of numbers with more than 4300. */
  static String digits(BigInteger big) throws TemplateException {
    if (big.bitLength() > MAX_INT_DIGITS * 10 / 3) {
      throw TemplateException.value(
          "Exceeds the limit (4300 digits) for integer string conversion");
    }
    String digits = big.toString();
    if (digits.length() - (big.signum() < 0 ? 1 : 0) > MAX_INT_DIGITS) {
      throw TemplateException.value(
          "Exceeds the limit (4300 digits) for integer string conversion");
    }
    return digits;
  }

  /** The repr of a string. */
  static String quote(String s) {
    StringBuilder out = new StringBuilder(s.length() + 2);
    quote(s, out);
    return out.toString();
  }

  private static void quote(String s, StringBuilder out) {
    char quote = s.indexOf('\'') >= 0 && s.indexOf('"') < 0 ? '"' : '\'';
    out.append(quote);
    for (int i = 0; i < s.length(); ) {
      int c = s.codePointAt(i);
      i += Character.charCount(c);
      if (c == quote || c == '\\') {
        out.append('\\').append((char) c);
      } else if (c >= ' ' && c < 127) {
        out.append((char) c);
      } else if (c == '\n') {
        out.append("\\n");
      } else if (c == '\r') {
        out.append("\\r");
      } else if (c == '\t') {
        out.append("\\t");
      } else if (PyChars.isPrintable(c)) {
        out.appendCodePoint(c);
      } else {
        hex(c, out);
      }
    }
    out.append(quote);
  }

  private static void hex(int c, StringBuilder out) {
    int digits = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;
    out.append('\\').append(digits == 2 ? 'x' : digits == 4 ? 'u' : 'U');
    String hex = Integer.toHexString(c);
    for (int i = hex.length(); i < digits; i++) {
      out.append('0');
    }
    out.append(hex);
  }
}
