package dev.edgeagent.llm.grammar;

import dev.edgeagent.llm.grammar.DecimalRange.Bound;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Integers and numbers, within bounds if the schema has some. */
final class NumberFragments {

  private static final int MAX_DIGITS = 40;

  private final Located schema;
  private final @Nullable Bound min;
  private final @Nullable Bound max;

  private NumberFragments(Located schema) throws GrammarException {
    this.schema = schema;
    this.min = bound("minimum", "exclusiveMinimum", 1);
    this.max = bound("maximum", "exclusiveMaximum", -1);
  }

  static Fragment of(SchemaRules rules, Located schema, boolean isInteger) throws GrammarException {
    var numbers = new NumberFragments(schema);
    Located format = schema.get("format");
    int bits = schema.has("format") ? numbers.bits(format, isInteger) : 0;
    if (numbers.min == null && numbers.max == null && bits == 0) {
      return rules.use(isInteger ? Primitive.INTEGER : Primitive.NUMBER);
    }
    Fragment fragment = isInteger ? numbers.integers(bits) : numbers.decimals();
    if (fragment == null) {
      throw schema.error("no number is between these bounds", "correct minimum or maximum");
    }
    return fragment;
  }

  /** How many bits the format allows; 0 if it says nothing. */
  private int bits(Located format, boolean isInteger) throws GrammarException {
    return switch (format.string()) {
      case "int32" -> isInteger ? 31 : unknown(format);
      case "int64" -> isInteger ? 63 : unknown(format);
      case "float", "double" -> 0;
      default -> unknown(format);
    };
  }

  private static int unknown(Located format) throws GrammarException {
    throw format.error(
        "the format '" + format.value() + "' cannot be kept to by a local model",
        "take it out; integers have int32 and int64, numbers float and double");
  }

  /**
   * @param side 1 for a minimum, -1 for a maximum
   */
  private @Nullable Bound bound(String keyword, String exclusive, int side)
      throws GrammarException {
    Bound bound =
        schema.has(keyword)
            // draft 4 has true here, for a bound that does not belong to it
            ? new Bound(value(keyword), !Boolean.TRUE.equals(schema.get(exclusive).value()))
            : null;
    if (!schema.has(exclusive) || schema.get(exclusive).value() instanceof Boolean) {
      return bound;
    }
    var other = new Bound(value(exclusive), false);
    return bound == null || other.value().compareTo(bound.value()) * side >= 0 ? other : bound;
  }

  private BigDecimal value(String keyword) throws GrammarException {
    BigDecimal value = schema.get(keyword).number().stripTrailingZeros();
    if (value.precision() - value.scale() > MAX_DIGITS || value.scale() > MAX_DIGITS) {
      throw schema
          .get(keyword)
          .error("a bound with more than " + MAX_DIGITS + " digits", "round it");
    }
    return value;
  }

  private @Nullable Fragment integers(int bits) {
    BigInteger from =
        min == null ? null : min.value().setScale(0, RoundingMode.CEILING).toBigInteger();
    if (min != null && !min.isIncluded() && min.places() == 0) {
      from = min.whole().add(BigInteger.ONE);
    }
    BigInteger to = max == null ? null : max.whole();
    if (max != null && !max.isIncluded() && max.places() == 0) {
      to = max.whole().subtract(BigInteger.ONE);
    }
    if (bits > 0) {
      BigInteger end = BigInteger.TWO.pow(bits);
      BigInteger least = end.negate();
      BigInteger most = end.subtract(BigInteger.ONE);
      from = from == null ? least : from.max(least);
      to = to == null ? most : to.min(most);
    }
    return IntegerRange.of(from, to);
  }

  private @Nullable Fragment decimals() throws GrammarException {
    checkPrecision();
    var zero = new Bound(BigDecimal.ZERO, true);
    List<Fragment> ways = new ArrayList<>();
    if (min == null || min.value().signum() < 0) {
      Bound nearest =
          max != null && max.value().signum() < 0
              ? negated(max)
              : new Bound(BigDecimal.ZERO, false);
      add(ways, "-", nearest, min == null ? null : negated(min));
    }
    if (max == null || max.value().signum() >= 0) {
      add(ways, "", min == null || min.value().signum() < 0 ? zero : min, max);
    }
    return ways.isEmpty() ? null : Fragment.anyOf(ways);
  }

  private static void add(List<Fragment> ways, String sign, Bound from, @Nullable Bound to) {
    int order = to == null ? -1 : from.value().compareTo(to.value());
    boolean isEmpty =
        to != null && (order > 0 || (order == 0 && !(from.isIncluded() && to.isIncluded())));
    Fragment fragment = isEmpty ? null : new DecimalRange(from, to).fragment();
    if (fragment != null) {
      ways.add(sign.isEmpty() ? fragment : Fragment.sequence(Fragment.literal(sign), fragment));
    }
  }

  private static Bound negated(Bound bound) {
    return new Bound(bound.value().negate(), bound.isIncluded());
  }

  /** Digits behind the point must be as many as the more precise bound has. */
  private void checkPrecision() throws GrammarException {
    int whole = 1;
    int places = 0;
    for (Bound bound : new Bound[] {min, max}) {
      if (bound != null) {
        whole = Math.max(whole, new Bound(bound.value().abs(), true).wholeDigits());
        places = Math.max(places, bound.places());
      }
    }
    if (whole + places > DecimalRange.DIGITS) {
      throw schema.error("bounds with more than " + DecimalRange.DIGITS + " digits", "round them");
    }
  }
}
