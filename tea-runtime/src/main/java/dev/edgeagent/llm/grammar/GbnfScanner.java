package dev.edgeagent.llm.grammar;

/** Goes through the text of a grammar, character by character, and knows where it is. */
final class GbnfScanner {

  /** What {@link #peek} gives at the end of the text. */
  static final int END = -1;

  private final int[] text;
  private int next;
  private int line = 1;
  private int column = 1;

  GbnfScanner(String text) throws GrammarException {
    this.text = text.codePoints().toArray();
    checkCharacters(text.length());
  }

  private void checkCharacters(int chars) throws GrammarException {
    if (chars > Gbnf.MAX_CHARACTERS) {
      throw error(
          "the grammar has " + chars + " characters, more than " + Gbnf.MAX_CHARACTERS,
          "write a smaller one");
    }
    while (peek() != END) {
      if (peek() == 0) {
        throw error("a NUL character, at which llama.cpp would stop reading", "take it out");
      }
      if (isSurrogate(peek())) {
        throw error("half of a surrogate pair, which is no character", "take it out");
      }
      take();
    }
    next = 0;
    line = 1;
    column = 1;
  }

  static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  Position position() {
    return new Position(line, column);
  }

  /** The next character; {@link #END} if there is none. */
  int peek() {
    return peek(0);
  }

  int peek(int ahead) {
    return next + ahead < text.length ? text[next + ahead] : END;
  }

  int take() {
    int c = text[next++];
    if (c == '\n' || (c == '\r' && peek() != '\n')) {
      line++;
      column = 1;
    } else {
      column++;
    }
    return c;
  }

  boolean takeIf(String expected) {
    for (int i = 0; i < expected.length(); i++) {
      if (peek(i) != expected.charAt(i)) {
        return false;
      }
    }
    for (int i = 0; i < expected.length(); i++) {
      take();
    }
    return true;
  }

  /** Spaces and comments; line ends only where a rule goes on after one. */
  void skipSpace(boolean lineEnds) {
    while (true) {
      int c = peek();
      if (c == '#') {
        while (peek() != END && peek() != '\r' && peek() != '\n') {
          take();
        }
      } else if (c == ' ' || c == '\t' || (lineEnds && (c == '\r' || c == '\n'))) {
        take();
      } else {
        return;
      }
    }
  }

  static boolean isNameCharacter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /** Letters, digits and hyphens; empty if there are none. */
  String takeName() {
    var name = new StringBuilder();
    while (isNameCharacter(peek())) {
      name.appendCodePoint(take());
    }
    return name.toString();
  }

  /** A whole number; one above a million is a million and one. */
  int takeNumber() throws GrammarException {
    if (!isDigit(peek())) {
      throw error("a number is missing", "write one, as in {2,5}");
    }
    int number = 0;
    while (isDigit(peek())) {
      number = Math.min(1_000_001, number * 10 + take() - '0');
    }
    return number;
  }

  /** A character of a literal or a set, which may be written as an escape. */
  int takeCharacter() throws GrammarException {
    if (peek() != '\\') {
      return take();
    }
    Position at = position();
    take();
    int c = peek() == END ? END : take();
    return switch (c) {
      case 'x' -> hex(at, 2);
      case 'u' -> hex(at, 4);
      case 'U' -> hex(at, 8);
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'n' -> '\n';
      case '\\', '"', '[', ']', '-' -> c;
      default ->
          throw GrammarException.at(
              at,
              c == END ? "the grammar ends in an escape" : "unknown escape '\\" + text(c) + "'",
              "the escapes are \\n \\r \\t \\\\ \\\" \\[ \\] \\- \\xNN \\uNNNN \\UNNNNNNNN");
    };
  }

  private int hex(Position at, int digits) throws GrammarException {
    long value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = peek() < 128 ? Character.digit(peek(), 16) : -1;
      if (digit < 0) {
        throw GrammarException.at(
            at, "this escape needs " + digits + " hexadecimal digits", "write all of them");
      }
      value = value * 16 + digit;
      take();
    }
    if (value > Character.MAX_CODE_POINT) {
      throw GrammarException.at(
          at,
          "there is no character with the number 0x" + Long.toHexString(value),
          "the last one is \\U0010FFFF");
    }
    return (int) value;
  }

  void checkNotEnd(Position open, String missing) throws GrammarException {
    if (peek() == END) {
      throw GrammarException.at(
          open, missing + " is missing: what begins here has no end", "write it");
    }
  }

  GrammarException error(String what, String fix) {
    return GrammarException.at(position(), what, fix);
  }

  /** The next character as an error message shows it. */
  String found() {
    return switch (peek()) {
      case END -> "the end of the grammar";
      case '\n', '\r' -> "the end of the line";
      default -> "'" + text(peek()) + "'";
    };
  }

  private static String text(int codePoint) {
    return Character.isISOControl(codePoint)
        ? String.format("\\x%02x", codePoint)
        : Character.toString(codePoint);
  }
}
