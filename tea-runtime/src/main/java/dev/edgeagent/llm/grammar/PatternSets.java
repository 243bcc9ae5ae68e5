package dev.edgeagent.llm.grammar;

import org.jspecify.annotations.Nullable;

/** Reads what in a regular expression stands for one character. */
final class PatternSets {

  private final PatternScanner text;

  PatternSets(PatternScanner text) {
    this.text = text;
  }

  /** The characters of which one stands here, at least one; null if here is something else. */
  @Nullable CodePoints next() throws GrammarException {
    int start = text.index();
    CodePoints set =
        switch (text.peek()) {
          case PatternScanner.END, '|', ')', '$', '(' -> null;
          case '*', '+', '?', '{', '^' -> throw text.unknown();
          case '[' -> set();
          case '.' -> {
            text.take();
            yield PatternClasses.DOT;
          }
          default -> member(false);
        };
    if (set != null && set.isEmpty()) {
      throw text.error(start, "no character is in this set", "name at least one");
    }
    return set;
  }

  static boolean isSingle(CodePoints set) {
    return set.ranges().size() == 1
        && set.ranges().getFirst().first() == set.ranges().getFirst().last();
  }

  private CodePoints set() throws GrammarException {
    int start = text.index();
    text.take();
    boolean inverted = text.takeIf('^');
    CodePoints all = CodePoints.NONE;
    // ECMAScript and Java read these differently: [] and [[ and &&
    if (text.peek() == ']') {
      throw text.unknown();
    }
    while (!text.takeIf(']')) {
      if (text.peek() == '[' || (text.peek() == '&' && text.peek(1) == '&')) {
        throw text.unknown();
      }
      CodePoints from = member(inverted);
      if (text.peek() == '-' && text.peek(1) != ']') {
        text.take();
        from = range(start, from, member(inverted));
      }
      all = all.or(from);
    }
    return inverted ? all.complement() : all.and(CodePoints.ALL);
  }

  private CodePoints range(int start, CodePoints from, CodePoints to) throws GrammarException {
    if (isSingle(from) && isSingle(to)) {
      int first = from.ranges().getFirst().first();
      int last = to.ranges().getFirst().first();
      if (first <= last) {
        return CodePoints.of(first, last);
      }
    }
    throw text.error(
        start,
        "this range is no range",
        "write the lower end first, as in [a-z], and \\- for a hyphen");
  }

  private CodePoints member(boolean isToBeInverted) throws GrammarException {
    if (text.peek() == PatternScanner.END || text.peek() == '[') {
      throw text.unknown();
    }
    int c = text.take();
    return c == '\\' ? escape(isToBeInverted) : character(c);
  }

  private CodePoints character(int c) throws GrammarException {
    if (GbnfScanner.isSurrogate(c)) {
      throw text.error(
          text.index() - 1,
          "half of a surrogate pair is no character",
          "write the character itself");
    }
    return CodePoints.of(c, c);
  }

  private CodePoints escape(boolean isToBeInverted) throws GrammarException {
    int c = text.peek();
    if (c == PatternScanner.END
        || c >= 128
        || (Character.isLetterOrDigit(c) && "dDwWsStnrfxu".indexOf(c) < 0)) {
      throw text.unknown();
    }
    text.take();
    return switch (c) {
      case 'd', 'D', 'w', 'W', 's', 'S' -> PatternClasses.named(c, isToBeInverted);
      case 't' -> character('\t');
      case 'n' -> character('\n');
      case 'r' -> character('\r');
      case 'f' -> character('\f');
      case 'x' -> character(hex(2));
      case 'u' -> character(hex(4));
      default -> character(c);
    };
  }

  private int hex(int digits) throws GrammarException {
    int value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = text.peek() < 128 ? Character.digit(text.peek(), 16) : -1;
      if (digit < 0) {
        throw text.unknown();
      }
      value = value * 16 + digit;
      text.take();
    }
    return value;
  }
}
