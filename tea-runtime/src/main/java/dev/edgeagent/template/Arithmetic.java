package dev.edgeagent.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/** Python's arithmetic: integers without bounds, division towards minus infinity. */
final class Arithmetic {

  private static final int MAX_BITS = 1 << 18;

  private Arithmetic() {}

  private static Object checked(BigInteger value) throws TemplateException {
    if (value.bitLength() > MAX_BITS) {
      throw TemplateException.limit("an integer of more than " + MAX_BITS + " bits");
    }
    return PyNumber.shrink(value);
  }

  static Object sign(Object value, boolean minus) throws TemplateException {
    if (value instanceof Undefined undefined) {
      throw undefined.error();
    }
    if (value instanceof Double d) {
      return minus ? -d : d;
    }
    if (!PyNumber.isInt(value)) {
      throw TemplateException.value(
          "bad operand type for unary "
              + (minus ? "-" : "+")
              + ": "
              + PyFormat.quote(PyValue.type(value)));
    }
    return minus
        ? PyNumber.shrink(PyNumber.big(value).negate())
        : PyNumber.shrink(PyNumber.big(value));
  }

  static Object add(Object a, Object b) throws TemplateException {
    if (a instanceof Double || b instanceof Double) {
      return PyNumber.toDouble(a) + PyNumber.toDouble(b);
    }
    if (PyNumber.isSmall(a, b)) {
      long x = PyNumber.whole(a);
      long y = PyNumber.whole(b);
      long r = x + y;
      if (((x ^ r) & (y ^ r)) >= 0) {
        return r;
      }
    }
    return checked(PyNumber.big(a).add(PyNumber.big(b)));
  }

  static Object subtract(Object a, Object b) throws TemplateException {
    if (a instanceof Double || b instanceof Double) {
      return PyNumber.toDouble(a) - PyNumber.toDouble(b);
    }
    if (PyNumber.isSmall(a, b)) {
      long x = PyNumber.whole(a);
      long y = PyNumber.whole(b);
      long r = x - y;
      if (((x ^ y) & (x ^ r)) >= 0) {
        return r;
      }
    }
    return checked(PyNumber.big(a).subtract(PyNumber.big(b)));
  }

  static Object multiply(Object a, Object b) throws TemplateException {
    if (a instanceof Double || b instanceof Double) {
      return PyNumber.toDouble(a) * PyNumber.toDouble(b);
    }
    BigInteger x = PyNumber.big(a);
    BigInteger y = PyNumber.big(b);
    if (x.bitLength() + y.bitLength() < 63) {
      return PyNumber.whole(a) * PyNumber.whole(b);
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
    if (a instanceof Double || b instanceof Double || (PyNumber.exact(a) && PyNumber.exact(b))) {
      return PyNumber.toDouble(a) / PyNumber.toDouble(b);
    }
    double quotient =
        new BigDecimal(PyNumber.big(a))
            .divide(new BigDecimal(PyNumber.big(b)), new MathContext(60))
            .doubleValue();
    if (Double.isInfinite(quotient)) {
      throw TemplateException.value("integer division result too large for a float");
    }
    return quotient;
  }

  private static boolean isZero(Object value) {
    return value instanceof Double d
        ? d == 0
        : !(value instanceof BigInteger) && PyNumber.whole(value) == 0;
  }

  static Object floorDivide(Object a, Object b) throws TemplateException {
    if (isZero(b)) {
      throw TemplateException.value(
          a instanceof Double || b instanceof Double
              ? "float floor division by zero"
              : "integer division or modulo by zero");
    }
    if (a instanceof Double || b instanceof Double) {
      double x = PyNumber.toDouble(a);
      double y = PyNumber.toDouble(b);
      double mod = (Double) modulo(x, y);
      double quotient = (x - mod) / y;
      if (quotient == 0) {
        return Math.copySign(0.0, x / y);
      }
      double floor = Math.floor(quotient);
      return quotient - floor > 0.5 ? floor + 1 : floor;
    }
    if (PyNumber.isSmall(a, b) && PyNumber.whole(b) != -1) {
      return Math.floorDiv(PyNumber.whole(a), PyNumber.whole(b));
    }
    BigInteger[] parts = PyNumber.big(a).divideAndRemainder(PyNumber.big(b));
    return PyNumber.shrink(
        parts[1].signum() != 0 && parts[1].signum() != PyNumber.big(b).signum()
            ? parts[0].subtract(BigInteger.ONE)
            : parts[0]);
  }

  static Object modulo(Object a, Object b) throws TemplateException {
    if (isZero(b)) {
      throw TemplateException.value(
          a instanceof Double || b instanceof Double ? "float modulo" : "integer modulo by zero");
    }
    if (a instanceof Double || b instanceof Double) {
      double y = PyNumber.toDouble(b);
      double mod = PyNumber.toDouble(a) % y;
      if (mod == 0) {
        return Math.copySign(0.0, y);
      }
      return mod < 0 != y < 0 ? mod + y : mod;
    }
    if (PyNumber.isSmall(a, b)) {
      return Math.floorMod(PyNumber.whole(a), PyNumber.whole(b));
    }
    BigInteger mod = PyNumber.big(a).remainder(PyNumber.big(b));
    return PyNumber.shrink(
        mod.signum() != 0 && mod.signum() != PyNumber.big(b).signum()
            ? mod.add(PyNumber.big(b))
            : mod);
  }

  static Object power(Object a, Object b) throws TemplateException {
    if (PyNumber.isInt(a) && PyNumber.isInt(b) && PyNumber.big(b).signum() >= 0) {
      BigInteger base = PyNumber.big(a);
      if (base.abs().bitLength() <= 1) {
        boolean one =
            base.signum() > 0
                || PyNumber.big(b).signum() == 0
                || (base.signum() < 0 && !PyNumber.big(b).testBit(0));
        return one ? 1L : (long) base.signum();
      }
      if (PyNumber.big(b).bitLength() > 30
          || (long) (base.abs().bitLength() - 1) * PyNumber.big(b).intValue() > MAX_BITS) {
        throw TemplateException.limit("an integer of more than " + MAX_BITS + " bits");
      }
      return checked(base.pow(PyNumber.big(b).intValue()));
    }
    double x = PyNumber.toDouble(a);
    double y = PyNumber.toDouble(b);
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
}
