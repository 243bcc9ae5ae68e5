package dev.edgeagent.llm.grammar;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A set of Unicode's characters, as ranges in order that neither touch nor overlap. */
record CodePoints(List<Range> ranges) {

  /** Both ends belong to it. */
  record Range(int first, int last) {}

  /** What a text can hold: no surrogates, which are no characters. */
  static final CodePoints ALL =
      new CodePoints(List.of(new Range(0, 0xD7FF), new Range(0xE000, Character.MAX_CODE_POINT)));

  static final CodePoints NONE = new CodePoints(List.of());

  CodePoints {
    ranges = List.copyOf(ranges);
  }

  static CodePoints of(int first, int last) {
    return new CodePoints(List.of(new Range(first, last)));
  }

  static CodePoints of(String characters) {
    return union(characters.codePoints().mapToObj(c -> new Range(c, c)).toList());
  }

  /** All that is in one of the ranges, which may come in any order. */
  static CodePoints union(List<Range> ranges) {
    List<Range> sorted = new ArrayList<>(ranges);
    sorted.sort(Comparator.comparingInt(Range::first));
    List<Range> joined = new ArrayList<>();
    for (Range range : sorted) {
      if (!joined.isEmpty() && range.first() <= joined.getLast().last() + 1) {
        Range before = joined.removeLast();
        range = new Range(before.first(), Math.max(before.last(), range.last()));
      }
      joined.add(range);
    }
    return new CodePoints(joined);
  }

  CodePoints or(CodePoints other) {
    List<Range> both = new ArrayList<>(ranges);
    both.addAll(other.ranges);
    return union(both);
  }

  /** Every character that is not in it. */
  CodePoints complement() {
    return ALL.without(this);
  }

  CodePoints without(CodePoints other) {
    List<Range> left = new ArrayList<>();
    for (Range range : ranges) {
      int first = range.first();
      for (Range gone : other.ranges) {
        if (gone.last() >= first && gone.first() <= range.last()) {
          if (gone.first() > first) {
            left.add(new Range(first, gone.first() - 1));
          }
          first = gone.last() + 1;
        }
      }
      if (first <= range.last()) {
        left.add(new Range(first, range.last()));
      }
    }
    return new CodePoints(left);
  }

  CodePoints and(CodePoints other) {
    return without(other.complement());
  }

  boolean contains(int codePoint) {
    for (Range range : ranges) {
      if (range.first() <= codePoint && codePoint <= range.last()) {
        return true;
      }
    }
    return false;
  }

  boolean isEmpty() {
    return ranges.isEmpty();
  }
}
