package dev.edgeagent.template;

import java.math.BigInteger;

/** Reads number and string literals as Jinja2's lexer and Python do. */
final class Literals {

  private Literals() {}

  /** A number and the offset after it. */
  record NumberAt(Object value, int end) {}

  /**
   * @param mayBeFloat false after a dot: {@code a.1.2} is two subscripts
   */
  static NumberAt number(String s, int from, boolean mayBeFloat) throws PositionedFault {
    if (mayBeFloat) {
      int end = floatEnd(s, from);
      if (end > from) {
        return new NumberAt(Double.parseDouble(s.substring(from, end).replace("_", "")), end);
      }
    }
    int radix = from + 1 < s.length() && s.charAt(from) == '0' ? radix(s.charAt(from + 1)) : 10;
    if (radix != 10) {
      int end = digits(s, from + 2, radix, true);
      if (end > from + 2) {
        return new NumberAt(
            PyNumber.shrink(new BigInteger(s.substring(from + 2, end).replace("_", ""), radix)),
            end);
      }
    }
    int end = s.charAt(from) == '0' ? zeros(s, from) : digits(s, from, 10, false);
    String digits = s.substring(from, end).replace("_", "");
    if (digits.length() > PyFormat.MAX_INT_DIGITS) {
      throw new PositionedFault(
          "Exceeds the limit (4300 digits) for integer string conversion",
          "write a smaller number",
          from);
    }
    return new NumberAt(
        digits.length() < 18
            ? (Object) Long.parseLong(digits)
            : PyNumber.shrink(new BigInteger(digits)),
        end);
  }

  private static int radix(char c) {
    return switch (c) {
      case 'x', 'X' -> 16;
      case 'o', 'O' -> 8;
      case 'b', 'B' -> 2;
      default -> 10;
    };
  }

  private static int floatEnd(String s, int from) {
    int whole = digits(s, from, 10, false);
    int i = whole;
    if (i < s.length() && s.charAt(i) == '.') {
      int fraction = digits(s, i + 1, 10, false);
      i = fraction > i + 1 ? fraction : i;
    }
    if (i < s.length() && (s.charAt(i) == 'e' || s.charAt(i) == 'E')) {
      int sign =
          i + 1 < s.length() && (s.charAt(i + 1) == '+' || s.charAt(i + 1) == '-') ? i + 2 : i + 1;
      int exponent = digits(s, sign, 10, false);
      i = exponent > sign ? exponent : i;
    }
    return i > whole ? i : from;
  }

  /** After digits with single underscores between them. */
  private static int digits(String s, int from, int radix, boolean leadingUnderscore) {
    int i = from;
    while (i < s.length()) {
      char c = s.charAt(i);
      boolean underscore =
          c == '_'
              && (i > from || leadingUnderscore)
              && i + 1 < s.length()
              && isDigit(s.charAt(i + 1), radix);
      if (!underscore && !isDigit(c, radix)) {
        break;
      }
      i++;
    }
    return i;
  }

  private static int zeros(String s, int from) {
    int i = from + 1;
    while (i < s.length()
        && (s.charAt(i) == '0'
            || (s.charAt(i) == '_' && i + 1 < s.length() && s.charAt(i + 1) == '0'))) {
      i++;
    }
    return i;
  }

  private static boolean isDigit(char c, int radix) {
    return c < 128 && Character.digit(c, radix) >= 0;
  }

  /** The offset after the closing quote of the string that starts at {@code from}, or -1. */
  static int stringEnd(String s, int from) {
    char quote = s.charAt(from);
    for (int i = from + 1; i < s.length(); i++) {
      char c = s.charAt(i);
      if (c == quote) {
        return i + 1;
      }
      if (c == '\\') {
        i++;
      }
    }
    return -1;
  }

  /** The text between quotes with Python's escapes resolved. */
  static String unescape(String s, int from, int to) throws PositionedFault {
    if (s.indexOf('\\', from) < 0 || s.indexOf('\\', from) >= to) {
      return s.substring(from, to);
    }
    StringBuilder out = new StringBuilder(to - from);
    int i = from;
    while (i < to) {
      char c = s.charAt(i);
      if (c != '\\' || i + 1 >= to) {
        out.append(c);
        i++;
        continue;
      }
      char e = s.charAt(i + 1);
      int simple = "\n\\'\"abfnrtv".indexOf(e);
      if (simple == 0) {
        i += 2;
      } else if (simple > 0) {
        out.append("\n\\'\"\u0007\b\f\n\r\t\u000b".charAt(simple));
        i += 2;
      } else if (e == 'x' || e == 'u' || e == 'U') {
        int digits = e == 'x' ? 2 : e == 'u' ? 4 : 8;
        out.appendCodePoint(hex(s, i + 2, i + 2 + digits, to));
        i += 2 + digits;
      } else if (e >= '0' && e <= '7') {
        int end = i + 1;
        int code = 0;
        while (end < to && end < i + 4 && s.charAt(end) >= '0' && s.charAt(end) <= '7') {
          code = code * 8 + s.charAt(end++) - '0';
        }
        out.append((char) code);
        i = end;
      } else {
        out.append(c).append(e);
        i += 2;
      }
    }
    return out.toString();
  }

  private static int hex(String s, int from, int end, int to) throws PositionedFault {
    int code = 0;
    for (int i = from; i < end; i++) {
      int digit = i < to && s.charAt(i) < 128 ? Character.digit(s.charAt(i), 16) : -1;
      if (digit < 0 || code > 0x10FFFF >> 4) {
        throw new PositionedFault(
            "this escape needs " + (end - from) + " hex digits of a character",
            "write \\\\ for a backslash",
            from - 2);
      }
      code = code * 16 + digit;
    }
    return code;
  }
}
