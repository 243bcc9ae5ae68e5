package dev.edgeagent.template;

import java.math.BigInteger;

/** Reads numbers out of text as Python's int() and float() do. */
final class NumberText {

  private static final int MAX_DIGITS = 4300;

  private NumberText() {}

  /** A whole number in a path or format. */
  static Object index(String digits) throws TemplateException {
    BigInteger index = parseInt(digits, 10);
    if (index == null) {
      throw TemplateException.value(
          "invalid literal for int() with base 10: " + PyFormat.quote(digits));
    }
    return PyNumber.shrink(index);
  }

  /** Null if the text is no integer in this base (0: by its prefix). */
  static BigInteger parseInt(String text, int base) {
    String s = PyText.strip(text, null, true, true);
    boolean negative = s.startsWith("-");
    if (negative || s.startsWith("+")) {
      s = s.substring(1);
    }
    int radix = base;
    int prefixed = s.length() > 2 && s.charAt(0) == '0' ? prefixRadix(s.charAt(1)) : 0;
    if (prefixed != 0 && (base == 0 || base == prefixed)) {
      radix = prefixed;
      s = s.charAt(2) == '_' ? s.substring(3) : s.substring(2);
    } else if (base == 0) {
      radix = 10;
      if (s.length() > 1 && s.charAt(0) == '0' && !isZeros(s)) {
        return null;
      }
    }
    String digits = withoutUnderscores(s);
    if (digits == null || digits.length() > MAX_DIGITS || radix < 2 || radix > 36) {
      return null;
    }
    for (int i = 0; i < digits.length(); i++) {
      if (Character.digit(digits.charAt(i), radix) < 0) {
        return null;
      }
    }
    BigInteger value = new BigInteger(digits, radix);
    return negative ? value.negate() : value;
  }

  private static boolean isZeros(String s) {
    for (int i = 0; i < s.length(); i++) {
      if (s.charAt(i) != '0' && s.charAt(i) != '_') {
        return false;
      }
    }
    return true;
  }

  private static int prefixRadix(char c) {
    return switch (c) {
      case 'x', 'X' -> 16;
      case 'o', 'O' -> 8;
      case 'b', 'B' -> 2;
      default -> 0;
    };
  }

  /** Null if an underscore is not between two digits, or there is nothing. */
  private static String withoutUnderscores(String s) {
    if (s.isEmpty() || s.startsWith("_") || s.endsWith("_") || s.contains("__")) {
      return null;
    }
    return s.indexOf('_') < 0 ? s : s.replace("_", "");
  }

  /** A number or the number in a text; null for anything else. */
  static Double toFloat(Object value) throws TemplateException {
    if (PyNumber.is(value)) {
      return PyNumber.toDouble(value);
    }
    String text = PyValue.text(value);
    if (text == null) {
      return null;
    }
    String s = PyText.strip(text, null, true, true);
    String unsigned = s.startsWith("-") || s.startsWith("+") ? s.substring(1) : s;
    double sign = s.startsWith("-") ? -1 : 1;
    switch (PyText.lower(unsigned)) {
      case "inf", "infinity" -> {
        return sign * Double.POSITIVE_INFINITY;
      }
      case "nan" -> {
        return Double.NaN;
      }
      default -> {
        String digits = withoutUnderscores(unsigned);
        return digits == null || !isFloat(digits)
            ? null
            : (Double) (sign * Double.parseDouble(digits));
      }
    }
  }

  private static boolean isFloat(String s) {
    int i = digits(s, 0);
    int count = i;
    if (i < s.length() && s.charAt(i) == '.') {
      int end = digits(s, i + 1);
      count += end - i - 1;
      i = end;
    }
    if (count == 0) {
      return false;
    }
    if (i < s.length() && (s.charAt(i) == 'e' || s.charAt(i) == 'E')) {
      int from =
          i + 1 < s.length() && (s.charAt(i + 1) == '+' || s.charAt(i + 1) == '-') ? i + 2 : i + 1;
      int end = digits(s, from);
      return end > from && end == s.length();
    }
    return i == s.length();
  }

  private static int digits(String s, int from) {
    int i = from;
    while (i < s.length() && s.charAt(i) >= '0' && s.charAt(i) <= '9') {
      i++;
    }
    return i;
  }
}
