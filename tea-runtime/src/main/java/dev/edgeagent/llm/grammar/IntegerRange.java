package dev.edgeagent.llm.grammar;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whole numbers of a range as the digits that they are written with. */
final class IntegerRange {

  /** What has no maximum has at most so many digits: such a number fits a long. */
  private static final int MAX_DIGITS = 18;

  private static final Fragment DIGIT = Fragment.item("[0-9]");
  private static final Fragment FIRST_DIGIT = Fragment.item("[1-9]");

  private IntegerRange() {}

  /**
   * @param min null is without end
   * @param max null is without end
   * @return null if there are none
   */
  static @Nullable Fragment of(@Nullable BigInteger min, @Nullable BigInteger max) {
    List<Fragment> ways = new ArrayList<>();
    if (min == null || min.signum() < 0) {
      BigInteger nearest = max == null ? BigInteger.ONE : max.negate().max(BigInteger.ONE);
      Fragment below = fromZero(nearest, min == null ? null : min.negate());
      if (below != null) {
        ways.add(Fragment.sequence(Fragment.literal("-"), below));
      }
    }
    Fragment above = fromZero(min == null ? BigInteger.ZERO : min.max(BigInteger.ZERO), max);
    if (above != null) {
      ways.add(above);
    }
    return ways.isEmpty() ? null : Fragment.anyOf(ways);
  }

  /**
   * @param min not negative
   */
  static @Nullable Fragment fromZero(BigInteger min, @Nullable BigInteger max) {
    if (max != null && max.compareTo(min) < 0) {
      return null;
    }
    int shortest = min.toString().length();
    int longest = max == null ? Math.max(MAX_DIGITS, shortest + 1) : max.toString().length();
    List<Fragment> ways = new ArrayList<>();
    int first = shortest;
    if (min.signum() == 0 && (max == null || max.compareTo(BigInteger.valueOf(9)) >= 0)) {
      // 0 is the one number that begins with a 0
      if (longest > 1 && (max == null || isAllNines(max))) {
        return Fragment.anyOf(Fragment.literal("0"), longer(1, longest));
      }
    }
    if (min.signum() == 0 || !isPowerOfTen(min)) {
      BigInteger end = power(shortest).subtract(BigInteger.ONE);
      ways.add(sameLength(min, max == null ? end : end.min(max)));
      first++;
    }
    boolean endsWithin = max != null && longest >= first && !isAllNines(max);
    int last = endsWithin ? longest - 1 : longest;
    if (first <= last) {
      ways.add(longer(first, last));
    }
    if (max != null && endsWithin) {
      ways.add(sameLength(power(longest - 1).max(min), max));
    }
    return Fragment.anyOf(ways);
  }

  private static Fragment longer(int digits, int most) {
    return Fragment.sequence(FIRST_DIGIT, DIGIT.times(digits - 1, most - 1));
  }

  private static BigInteger power(int exponent) {
    return BigInteger.TEN.pow(exponent);
  }

  private static boolean isPowerOfTen(BigInteger number) {
    return number.equals(power(number.toString().length() - 1));
  }

  private static boolean isAllNines(BigInteger number) {
    return isPowerOfTen(number.add(BigInteger.ONE));
  }

  private static Fragment sameLength(BigInteger min, BigInteger max) {
    return digits(min.toString(), max.toString());
  }

  /** All rows of digits from one to the other, which have the same length. */
  private static Fragment digits(String min, String max) {
    int rest = min.length() - 1;
    if (rest < 0) {
      return Fragment.EMPTY;
    }
    char low = min.charAt(0);
    char high = max.charAt(0);
    String lowRest = min.substring(1);
    String highRest = max.substring(1);
    if (low == high) {
      Fragment same = Fragment.literal(String.valueOf(low));
      return Fragment.sequence(same, digits(lowRest, highRest));
    }
    List<Fragment> ways = new ArrayList<>();
    if (!lowRest.equals("0".repeat(rest))) {
      ways.add(
          Fragment.sequence(
              Fragment.literal(String.valueOf(low++)), digits(lowRest, "9".repeat(rest))));
    }
    Fragment last = null;
    if (!highRest.equals("9".repeat(rest))) {
      last =
          Fragment.sequence(
              Fragment.literal(String.valueOf(high--)), digits("0".repeat(rest), highRest));
    }
    if (low <= high) {
      ways.add(Fragment.sequence(digit(low, high), DIGIT.times(rest, rest)));
    }
    if (last != null) {
      ways.add(last);
    }
    return Fragment.anyOf(ways);
  }

  static Fragment digit(char from, char to) {
    return from == to
        ? Fragment.literal(String.valueOf(from))
        : Fragment.set(CodePoints.of(from, to));
  }
}
