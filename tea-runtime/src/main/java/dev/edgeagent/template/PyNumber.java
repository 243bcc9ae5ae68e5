package dev.edgeagent.template;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Python's numbers: which values are some (booleans are 0 and 1), their order and conversions. */
final class PyNumber {

  private PyNumber() {}

  static boolean is(Object value) {
    return value instanceof Long
        || value instanceof Double
        || value instanceof Boolean
        || value instanceof BigInteger;
  }

  static boolean isInt(Object value) {
    return value instanceof Long || value instanceof Boolean || value instanceof BigInteger;
  }

  /** A Long if it fits. */
  static Object shrink(BigInteger value) {
    return value.bitLength() < 64 ? (Object) value.longValue() : value;
  }

  static BigInteger big(Object value) {
    return value instanceof BigInteger big ? big : BigInteger.valueOf(whole(value));
  }

  /** The value of a Long or Boolean. */
  static long whole(Object value) {
    return value instanceof Boolean b ? b ? 1 : 0 : (Long) value;
  }

  static boolean isSmall(Object a, Object b) {
    return !(a instanceof BigInteger) && !(b instanceof BigInteger);
  }

  static double toDouble(Object value) throws TemplateException {
    if (value instanceof Double d) {
      return d;
    }
    if (value instanceof BigInteger big) {
      double d = big.doubleValue();
      if (Double.isInfinite(d)) {
        throw TemplateException.value("int too large to convert to float");
      }
      return d;
    }
    return whole(value);
  }

  /** Whether the number is one that a double holds exactly. */
  static boolean exact(Object value) {
    return !(value instanceof BigInteger) && Math.abs(whole(value)) <= 1L << 53;
  }

  /** -1, 0 or 1; NaN compares as 2. */
  static int compare(Object a, Object b) {
    if (a instanceof Double || b instanceof Double) {
      if (!(a instanceof BigInteger)
          && !(b instanceof BigInteger)
          && (a instanceof Double || exact(a))
          && (b instanceof Double || exact(b))) {
        double x = a instanceof Double d ? d : whole(a);
        double y = b instanceof Double d ? d : whole(b);
        return x < y ? -1 : x > y ? 1 : x == y ? 0 : 2;
      }
      double d = a instanceof Double left ? left : (Double) b;
      int side = a instanceof Double ? 1 : -1;
      if (Double.isNaN(d)) {
        return 2;
      }
      if (Double.isInfinite(d)) {
        return d > 0 ? side : -side;
      }
      return side * new BigDecimal(d).compareTo(new BigDecimal(big(a instanceof Double ? b : a)));
    }
    return isSmall(a, b) ? Long.compare(whole(a), whole(b)) : big(a).compareTo(big(b));
  }

  /** An index or count, clamped to the range of int. */
  static int clampedIndex(Object value) throws TemplateException {
    if (!isInt(value)) {
      throw TemplateException.value(
          PyFormat.quote(PyValue.type(value)) + " object cannot be interpreted as an integer");
    }
    BigInteger big = big(value);
    return big.bitLength() > 31
        ? big.signum() < 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE
        : big.intValue();
  }
}
