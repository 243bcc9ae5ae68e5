package dev.edgeagent.template;

/** Python's repr of a float: the shortest digits that read back as the same number. */
final class PyFloat {

  private PyFloat() {}

  static String repr(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    String java = Double.toString(Math.abs(value));
    int e = java.indexOf('E');
    String mantissa = e < 0 ? java : java.substring(0, e);
    int dot = mantissa.indexOf('.');
    String all = mantissa.substring(0, dot) + mantissa.substring(dot + 1);
    int leading = 0;
    while (leading < all.length() - 1 && all.charAt(leading) == '0') {
      leading++;
    }
    int end = all.length();
    while (end > leading + 1 && all.charAt(end - 1) == '0') {
      end--;
    }
    int point = dot - leading + (e < 0 ? 0 : Integer.parseInt(java.substring(e + 1)));
    String digits = shortest(all.substring(leading, end), Math.abs(value), point);
    String sign = value < 0 || (value == 0 && 1 / value < 0) ? "-" : "";
    return value == 0 ? sign + "0.0" : sign + place(digits, point);
  }

  /** Java prints at least two digits, of which the last may be needless (4.9E-324 is 5e-324). */
  private static String shortest(String digits, double value, int point) {
    if (digits.length() == 2) {
      char rounded = (char) (digits.charAt(0) + (digits.charAt(1) >= '5' ? 1 : 0));
      if (rounded <= '9' && Double.parseDouble("0." + rounded + "E" + point) == value) {
        return String.valueOf(rounded);
      }
    }
    return digits;
  }

  /**
   * Puts the point after so many digits, or an exponent as Python does from 1e16 and below 1e-4.
   */
  private static String place(String digits, int point) {
    int n = digits.length();
    if (point > 16 || point < -3) {
      int exponent = point - 1;
      String mantissa = n == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
      int size = Math.abs(exponent);
      return mantissa + (exponent < 0 ? "e-" : "e+") + (size < 10 ? "0" : "") + size;
    }
    if (point <= 0) {
      return "0." + "0".repeat(-point) + digits;
    }
    return n <= point
        ? digits + "0".repeat(point - n) + ".0"
        : digits.substring(0, point) + "." + digits.substring(point);
  }
}
