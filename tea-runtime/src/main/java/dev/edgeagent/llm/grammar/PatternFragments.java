package dev.edgeagent.llm.grammar;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Regular expressions from {@code ^} to {@code $}, as far as a grammar can say the same and
 * ECMAScript and Java agree: texts, sets, groups, alternatives, repetitions.
 */
final class PatternFragments {

  private static final int MAX_DEPTH = 20;
  private static final int MAX_DIGITS = 6;

  private final PatternScanner text;
  private final PatternSets sets;
  private int depth;

  PatternFragments(Located pattern) throws GrammarException {
    this.text = new PatternScanner(pattern);
    this.sets = new PatternSets(text);
  }

  /** What may stand between the quotes of a JSON string. */
  Fragment whole() throws GrammarException {
    if (!text.takeIf('^')) {
      throw notWhole();
    }
    List<Fragment> items = sequence();
    if (text.peek() == '|') {
      throw text.error(text.index(), "'|' stands outside of parentheses", "write ^(...|...)$");
    }
    if (!text.takeIf('$')) {
      throw text.peek() == PatternScanner.END ? notWhole() : text.unknown();
    }
    if (text.peek() != PatternScanner.END) {
      throw text.unknown();
    }
    return Fragment.sequence(items);
  }

  private GrammarException notWhole() {
    return text.error(
        "a local model can only keep to a pattern for the whole text", "write it as ^...$");
  }

  private List<Fragment> sequence() throws GrammarException {
    List<Fragment> items = new ArrayList<>();
    var literal = new StringBuilder();
    while (true) {
      CodePoints one = sets.next();
      Fragment item = one == null ? group() : JsonCharacters.set(one);
      if (item == null) {
        flush(literal, items);
        return items;
      }
      Times times = times();
      if (one != null && times == null && PatternSets.isSingle(one)) {
        literal.append(JsonCharacters.text(one.ranges().getFirst().first()));
      } else {
        flush(literal, items);
        items.add(times == null ? item : item.times(times.min(), times.max()));
      }
    }
  }

  private static void flush(StringBuilder literal, List<Fragment> items) {
    if (!literal.isEmpty()) {
      items.add(Fragment.literal(literal.toString()));
      literal.setLength(0);
    }
  }

  private @Nullable Fragment group() throws GrammarException {
    int start = text.index();
    if (!text.takeIf('(')) {
      return null;
    }
    if (++depth > MAX_DEPTH) {
      throw text.error(
          start, "more than " + MAX_DEPTH + " parentheses are open", "write a simpler pattern");
    }
    if (text.peek() == '?') {
      if (text.peek(1) != ':') {
        throw text.unknown();
      }
      text.take();
      text.take();
    }
    List<Fragment> ways = new ArrayList<>();
    boolean canBeEmpty = false;
    do {
      Fragment way = Fragment.sequence(sequence());
      canBeEmpty |= way.isEmpty();
      if (!way.isEmpty()) {
        ways.add(way);
      }
    } while (text.takeIf('|'));
    if (!text.takeIf(')')) {
      throw text.peek() == PatternScanner.END
          ? text.error(start, "')' is missing", "close the group")
          : text.unknown();
    }
    depth--;
    if (ways.isEmpty()) {
      return Fragment.EMPTY;
    }
    Fragment some = Fragment.anyOf(ways);
    return canBeEmpty ? some.optional() : some;
  }

  /**
   * How often something stands there.
   *
   * @param max null is without end
   */
  private record Times(int min, @Nullable Integer max) {}

  private @Nullable Times times() throws GrammarException {
    Times times =
        switch (text.peek()) {
          case '*' -> new Times(0, null);
          case '+' -> new Times(1, null);
          case '?' -> new Times(0, 1);
          case '{' -> counted();
          default -> null;
        };
    if (times != null) {
      text.take();
      // a lazy repetition fits the same texts; a possessive one does not
      text.takeIf('?');
      if ("+*?{".indexOf(text.peek()) >= 0) {
        throw text.unknown();
      }
    }
    return times;
  }

  /** Up to the closing brace. */
  private Times counted() throws GrammarException {
    int start = text.index();
    text.take();
    int min = number(start);
    Integer max = min;
    if (text.takeIf(',')) {
      max = text.peek() == '}' ? null : (Integer) number(start);
    }
    if (text.peek() != '}' || (max != null && max < min)) {
      throw notCounted(start);
    }
    return new Times(min, max);
  }

  private int number(int start) throws GrammarException {
    int number = 0;
    int digits = 0;
    for (; GbnfScanner.isDigit(text.peek()) && digits < MAX_DIGITS; digits++) {
      number = number * 10 + text.take() - '0';
    }
    if (digits == 0) {
      throw notCounted(start);
    }
    return number;
  }

  private GrammarException notCounted(int start) {
    return text.error(
        start, "this is no repetition", "write {3}, {3,} or {3,5}, or \\{ for a brace");
  }
}
