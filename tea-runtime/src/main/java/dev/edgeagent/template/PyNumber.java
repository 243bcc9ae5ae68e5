package dev.edgeagent.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/** Python's arithmetic: integers without bounds, floor division, booleans as 0 and 1. */
final class PyNumber {

  private static final int MAX_BITS = 1 << 18;

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

  private static Object checked(BigInteger value) throws TemplateException {
    if (value.bitLength() > MAX_BITS) {
      throw TemplateException.limit("an integer of more than " + MAX_BITS + " bits");
    }
    return shrink(value);
  }

  static BigInteger big(Object value) {
    return value instanceof BigInteger big ? big : BigInteger.valueOf(whole(value));
  }

  /** The value of a Long or Boolean. */
  static long whole(Object value) {
    return value instanceof Boolean b ? b ? 1 : 0 : (Long) value;
  }

  private static boolean isSmall(Object a, Object b) {
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

  static Object sign(Object value, boolean minus) throws TemplateException {
    if (value instanceof Undefined undefined) {
      throw undefined.error();
    }
    if (value instanceof Double d) {
      return minus ? -d : d;
    }
    if (!isInt(value)) {
      throw TemplateException.value(
          "bad operand type for unary "
              + (minus ? "-" : "+")
              + ": "
              + PyFormat.quote(PyValue.type(value)));
    }
    return minus ? shrink(big(value).negate()) : shrink(big(value));
  }

  static Object add(Object a, Object b) throws TemplateException {
    if (a instanceof Double || b instanceof Double) {
      return toDouble(a) + toDouble(b);
    }
    if (isSmall(a, b)) {
      long x = whole(a);
      long y = whole(b);
      long r = x + y;
      if (((x ^ r) & (y ^ r)) >= 0) {
        return r;
      }
    }
    return checked(big(a).add(big(b)));
  }

  static Object subtract(Object a, Object b) throws TemplateException {
    if (a instanceof Double || b instanceof Double) {
      return toDouble(a) - toDouble(b);
    }
    if (isSmall(a, b)) {
      long x = whole(a);
      long y = whole(b);
      long r = x - y;
      if (((x ^ y) & (x ^ r)) >= 0) {
        return r;
      }
    }
    return checked(big(a).subtract(big(b)));
  }

  static Object multiply(Object a, Object b) throws TemplateException {
    if (a instanceof Double || b instanceof Double) {
      return toDouble(a) * toDouble(b);
    }
    BigInteger x = big(a);
    BigInteger y = big(b);
    if (x.bitLength() + y.bitLength() < 63) {
      return whole(a) * whole(b);
    }
    if (x.bitLength() + y.bitLength() > MAX_BITS + 1) {
      throw TemplateException.limit("an integer of more than " + MAX_BITS + " bits");
    }
    return checked(x.multiply(y));
  }

  static Object divide(Object a, Object b) throws TemplateException {
    if (isZero(b)) {
      throw TemplateException.value(
          a instanceof Double || b instanceof Double
              ? "float division by zero"
              : "division by zero");
    }
    if (a instanceof Double || b instanceof Double || (exact(a) && exact(b))) {
      return toDouble(a) / toDouble(b);
    }
    double quotient =
        new BigDecimal(big(a)).divide(new BigDecimal(big(b)), new MathContext(60)).doubleValue();
    if (Double.isInfinite(quotient)) {
      throw TemplateException.value("integer division result too large for a float");
    }
    return quotient;
  }

  private static boolean exact(Object value) {
    return !(value instanceof BigInteger) && Math.abs(whole(value)) <= 1L << 53;
  }

  private static boolean isZero(Object value) {
    return value instanceof Double d ? d == 0 : !(value instanceof BigInteger) && whole(value) == 0;
  }

  static Object floorDivide(Object a, Object b) throws TemplateException {
    if (isZero(b)) {
      throw TemplateException.value(
          a instanceof Double || b instanceof Double
              ? "float floor division by zero"
              : "integer division or modulo by zero");
    }
    if (a instanceof Double || b instanceof Double) {
      double x = toDouble(a);
      double y = toDouble(b);
      double mod = (Double) modulo(x, y);
      double quotient = (x - mod) / y;
      if (quotient == 0) {
        return Math.copySign(0.0, x / y);
      }
      double floor = Math.floor(quotient);
      return quotient - floor > 0.5 ? floor + 1 : floor;
    }
    if (isSmall(a, b) && whole(b) != -1) {
      return Math.floorDiv(whole(a), whole(b));
    }
    BigInteger[] parts = big(a).divideAndRemainder(big(b));
    return shrink(
        parts[1].signum() != 0 && parts[1].signum() != big(b).signum()
            ? parts[0].subtract(BigInteger.ONE)
            : parts[0]);
  }

  static Object modulo(Object a, Object b) throws TemplateException {
    if (isZero(b)) {
      throw TemplateException.value(
          a instanceof Double || b instanceof Double ? "float modulo" : "integer modulo by zero");
    }
    if (a instanceof Double || b instanceof Double) {
      double y = toDouble(b);
      double mod = toDouble(a) % y;
      if (mod == 0) {
        return Math.copySign(0.0, y);
      }
      return mod < 0 != y < 0 ? mod + y : mod;
    }
    if (isSmall(a, b)) {
      return Math.floorMod(whole(a), whole(b));
    }
    BigInteger mod = big(a).remainder(big(b));
    return shrink(mod.signum() != 0 && mod.signum() != big(b).signum() ? mod.add(big(b)) : mod);
  }

  static Object power(Object a, Object b) throws TemplateException {
    if (isInt(a) && isInt(b) && big(b).signum() >= 0) {
      BigInteger base = big(a);
      if (base.abs().bitLength() <= 1) {
        boolean one =
            base.signum() > 0 || big(b).signum() == 0 || (base.signum() < 0 && !big(b).testBit(0));
        return one ? 1L : (long) base.signum();
      }
      if (big(b).bitLength() > 30
          || (long) (base.abs().bitLength() - 1) * big(b).intValue() > MAX_BITS) {
        throw TemplateException.limit("an integer of more than " + MAX_BITS + " bits");
      }
      return checked(base.pow(big(b).intValue()));
    }
    double x = toDouble(a);
    double y = toDouble(b);
    if (x == 0 && y < 0) {
      throw TemplateException.value("0.0 cannot be raised to a negative power");
    }
    double result = x == 1 ? 1 : Math.pow(x, y);
    if (Double.isNaN(result) && x < 0 && !Double.isNaN(y)) {
      throw TemplateException.value(
          "a negative number to a fractional power is a complex number, which templates do not"
              + " have");
    }
    if (Double.isInfinite(result) && !Double.isInfinite(x) && !Double.isInfinite(y)) {
      throw TemplateException.value("(34, 'Numerical result out of range')");
    }
    return result;
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
