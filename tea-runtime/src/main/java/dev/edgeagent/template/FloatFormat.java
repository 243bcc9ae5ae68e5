package dev.edgeagent.template;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** C's e, f and g forms of a float, correctly rounded as Python's are. */
final class FloatFormat {

  private static final int MAX_PRECISION = 5000;

  private FloatFormat() {}

  /**
   * Without a sign.
   *
   * @param type e, f, g or their capitals
   * @param keepZeros the {@code #} flag
   */
  static String format(double signed, char type, int precision, boolean keepZeros)
      throws TemplateException {
    if (precision > MAX_PRECISION) {
      throw TemplateException.limit("a precision of more than " + MAX_PRECISION + " digits");
    }
    double value = Math.abs(signed);
    boolean upper = Character.isUpperCase(type);
    String text;
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      text = Double.isNaN(value) ? "nan" : "inf";
    } else {
      text =
          switch (Character.toLowerCase(type)) {
            case 'f' -> withPoint(fixed(value, precision), keepZeros);
            case 'e' -> exponential(value, precision, keepZeros);
            default -> general(value, Math.max(1, precision), keepZeros);
          };
    }
    return upper ? PyText.upper(text) : text;
  }

  private static String withPoint(String digits, boolean point) {
    return point && digits.indexOf('.') < 0 ? digits + "." : digits;
  }

  private static String fixed(double value, int precision) {
    return new BigDecimal(value).setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
  }

  private static BigDecimal rounded(double value, int digits) {
    return new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
  }

  private static int exponent(BigDecimal value) {
    return value.signum() == 0 ? 0 : value.precision() - value.scale() - 1;
  }

  private static String exponential(double value, int precision, boolean point) {
    BigDecimal rounded = rounded(value, precision + 1);
    int exponent = exponent(rounded);
    String mantissa =
        withPoint(
            rounded
                .movePointLeft(exponent)
                .setScale(precision, RoundingMode.HALF_EVEN)
                .toPlainString(),
            point);
    int size = Math.abs(exponent);
    return mantissa + (exponent < 0 ? "e-" : "e+") + (size < 10 ? "0" : "") + size;
  }

  private static String general(double value, int precision, boolean keepZeros) {
    int exponent = exponent(rounded(value, precision));
    boolean exponential = exponent < -4 || exponent >= precision;
    String text =
        exponential
            ? exponential(value, precision - 1, keepZeros)
            : withPoint(fixed(value, precision - 1 - exponent), keepZeros);
    if (keepZeros || text.indexOf('.') < 0) {
      return text;
    }
    int e = text.indexOf('e');
    int end = e < 0 ? text.length() : e;
    int last = end;
    while (text.charAt(last - 1) == '0') {
      last--;
    }
    last = text.charAt(last - 1) == '.' ? last - 1 : last;
    return text.substring(0, last) + text.substring(end);
  }
}
