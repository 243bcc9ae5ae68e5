package dev.edgeagent.llm.grammar;

/** Goes through a regular expression, and knows where it is. */
final class PatternScanner {

  /** What {@link #peek} gives at the end of the pattern. */
  static final int END = -1;

  private final Located pattern;
  private final int[] text;
  private int next;

  PatternScanner(Located pattern) throws GrammarException {
    this.pattern = pattern;
    this.text = pattern.string().codePoints().toArray();
  }

  int index() {
    return next;
  }

  int peek() {
    return peek(0);
  }

  int peek(int ahead) {
    return next + ahead < text.length ? text[next + ahead] : END;
  }

  int take() {
    int c = peek();
    next++;
    return c;
  }

  boolean takeIf(int expected) {
    if (peek() != expected) {
      return false;
    }
    next++;
    return true;
  }

  /** What the pattern says in a way that no grammar can. */
  GrammarException unknown() {
    return error(
        next,
        peek() == END ? "the pattern is not complete" : "a grammar cannot say what begins here",
        "use characters, [sets], \\d \\w \\s, (groups|alternatives), * + ? {m,n}, and a backslash"
            + " before special characters");
  }

  /**
   * @param index of the character that it is about
   */
  GrammarException error(int index, String what, String fix) {
    return pattern.error(
        "'" + pattern.value() + "' at character " + (index + 1) + ": " + what, fix);
  }

  GrammarException error(String what, String fix) {
    return pattern.error(what, fix);
  }
}
