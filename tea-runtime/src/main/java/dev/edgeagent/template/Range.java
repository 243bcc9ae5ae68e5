package dev.edgeagent.template;

import java.util.AbstractList;
import java.util.RandomAccess;

/** Python's range: a List to Java. */
final class Range extends AbstractList<Object> implements RandomAccess {

  private final long start;
  private final long stop;
  private final long step;
  private final int size;

  private Range(long start, long stop, long step, int size) {
    this.start = start;
    this.stop = stop;
    this.step = step;
    this.size = size;
  }

  static Range of(long start, long stop, long step) throws TemplateException {
    if (step == 0) {
      throw TemplateException.value("range() arg 3 must not be zero");
    }
    long bound = 1L << 62;
    if (Math.abs(start) > bound / 2 || Math.abs(stop) > bound / 2 || step == Long.MIN_VALUE) {
      throw TemplateException.limit("range() of such large numbers");
    }
    long distance = step > 0 ? stop - start : start - stop;
    long count = distance <= 0 ? 0 : (distance - 1) / Math.abs(step) + 1;
    if (count > Integer.MAX_VALUE) {
      throw TemplateException.limit("range() of " + count + " numbers");
    }
    return new Range(start, stop, step, (int) count);
  }

  @Override
  public Object get(int index) {
    return start + index * step;
  }

  @Override
  public int size() {
    return size;
  }

  /** {@code range(0, 3)}. */
  String repr() {
    String bounds = "range(" + start + ", " + stop;
    return step == 1 ? bounds + ")" : bounds + ", " + step + ")";
  }
}
