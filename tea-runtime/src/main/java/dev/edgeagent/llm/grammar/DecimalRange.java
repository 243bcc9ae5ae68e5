package dev.edgeagent.llm.grammar;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Numbers from 0 in a range, with digits behind the point: so few that they are in the range as
 * doubles, too.
 */
final class DecimalRange {

  /** Of a decimal number, a double keeps so many digits apart. */
  static final int DIGITS = 15;

  private static final int USUAL = 6;
  private static final Fragment DIGIT = Fragment.item("[0-9]");

  private final Bound min;
  private final @Nullable Bound max;
  private final int places;
  private final String low;
  private final String high;

  /** An end of the range. */
  record Bound(BigDecimal value, boolean isIncluded) {

    BigInteger whole() {
      return value.setScale(0, RoundingMode.FLOOR).toBigInteger();
    }

    int wholeDigits() {
      return whole().toString().length();
    }

    int places() {
      return Math.max(0, value.stripTrailingZeros().scale());
    }

    private String places(int count) {
      return value
          .subtract(new BigDecimal(whole()))
          .setScale(count, RoundingMode.UNNECESSARY)
          .unscaledValue()
          .add(BigInteger.TEN.pow(count))
          .toString()
          .substring(1);
    }
  }

  /**
   * @param min not negative
   * @param max null is without end
   */
  DecimalRange(Bound min, @Nullable Bound max) {
    this.min = min;
    this.max = max;
    int whole = Math.max(min.wholeDigits(), max == null ? 1 : max.wholeDigits());
    int given = Math.max(min.places(), max == null ? 0 : max.places());
    this.places = Math.max(given, Math.min(USUAL, Math.max(1, DIGITS - whole)));
    this.low = min.places(places);
    this.high = max == null ? "" : max.places(places);
  }

  /** Null if there are none. */
  @Nullable Fragment fragment() {
    List<Fragment> ways = new ArrayList<>();
    BigInteger first = min.whole();
    BigInteger last = max == null ? null : max.whole();
    if (first.equals(last)) {
      add(ways, first, behindPoint(true, true));
    } else {
      boolean isLowWhole = isZero(low) && min.isIncluded();
      if (!isLowWhole) {
        add(ways, first, behindPoint(true, false));
      }
      Fragment wholes =
          IntegerRange.fromZero(
              isLowWhole ? first : first.add(BigInteger.ONE),
              last == null ? null : last.subtract(BigInteger.ONE));
      if (wholes != null) {
        Fragment any = Fragment.sequence(Fragment.literal("."), DIGIT.times(1, places));
        ways.add(Fragment.sequence(wholes, any.optional()));
      }
      if (last != null) {
        add(ways, last, behindPoint(false, true));
      }
    }
    return ways.isEmpty() ? null : Fragment.anyOf(ways);
  }

  private static void add(List<Fragment> ways, BigInteger whole, @Nullable Fragment rest) {
    if (rest != null) {
      ways.add(Fragment.sequence(Fragment.literal(whole.toString()), rest));
    }
  }

  /** The point and what follows, or nothing; null if not even that. */
  private @Nullable Fragment behindPoint(boolean atLow, boolean atHigh) {
    Fragment some = some(0, atLow, atHigh);
    Fragment point = some == null ? null : Fragment.sequence(Fragment.literal("."), some);
    if (!canEnd(0, atLow, atHigh)) {
      return point;
    }
    return point == null ? Fragment.EMPTY : point.optional();
  }

  /** Whether the number may end before a digit. */
  private boolean canEnd(int i, boolean atLow, boolean atHigh) {
    boolean isAbove = !atLow || (isZero(low.substring(i)) && min.isIncluded());
    boolean isBelow = !atHigh || !isZero(high.substring(i)) || (max != null && max.isIncluded());
    return isAbove && isBelow;
  }

  /**
   * Digits from one on, at least one; null if there are none.
   *
   * @param atLow whether the digits before are those of the minimum
   * @param atHigh whether they are those of the maximum
   */
  private @Nullable Fragment some(int i, boolean atLow, boolean atHigh) {
    int left = places - i;
    if (left == 0) {
      return null;
    }
    boolean isFree = !atLow || (isZero(low.substring(i)) && min.isIncluded());
    if (isFree && !atHigh) {
      return DIGIT.times(1, left);
    }
    if (!atLow && isZero(high.substring(i))) {
      return max != null && max.isIncluded() ? Fragment.literal("0").times(1, left) : null;
    }
    char from = atLow ? low.charAt(i) : '0';
    char to = atHigh ? high.charAt(i) : '9';
    List<Fragment> ways = new ArrayList<>();
    if (from == to) {
      addDigit(ways, from, i, atLow, atHigh);
    } else {
      if (atLow) {
        addDigit(ways, from++, i, true, false);
      }
      char end = atHigh ? (char) (to - 1) : to;
      if (from <= end) {
        ways.add(Fragment.sequence(IntegerRange.digit(from, end), DIGIT.times(0, left - 1)));
      }
      if (atHigh) {
        addDigit(ways, to, i, false, true);
      }
    }
    return ways.isEmpty() ? null : Fragment.anyOf(ways);
  }

  private void addDigit(List<Fragment> ways, char digit, int i, boolean atLow, boolean atHigh) {
    Fragment more = some(i + 1, atLow, atHigh);
    boolean canEnd = canEnd(i + 1, atLow, atHigh);
    if (more != null || canEnd) {
      Fragment rest = more == null ? Fragment.EMPTY : canEnd ? more.optional() : more;
      ways.add(Fragment.sequence(Fragment.literal(String.valueOf(digit)), rest));
    }
  }

  private static boolean isZero(String digits) {
    return digits.chars().allMatch(c -> c == '0');
  }
}
