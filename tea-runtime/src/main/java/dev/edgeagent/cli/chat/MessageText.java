package dev.edgeagent.cli.chat;

/**
 * A message as it is typed: one line; or several, of which all but the last end in a backslash, or
 * which are between {@code """} and {@code """}.
 */
final class MessageText {

  private static final String QUOTES = "\"\"\"";

  private MessageText() {}

  /**
   * Whether nothing more belongs to it.
   *
   * @param typed lines, separated by {@code \n}
   */
  static boolean isComplete(String typed) {
    String text = typed.strip();
    return isQuoted(text)
        ? text.length() >= 2 * QUOTES.length() && text.endsWith(QUOTES)
        : !typed.endsWith("\\");
  }

  /** What is meant, without quotes and backslashes; of one that is not complete, what there is. */
  static String of(String typed) {
    String text = typed.strip();
    if (!isQuoted(text)) {
      String last = typed.endsWith("\\") ? typed.substring(0, typed.length() - 1) : typed;
      return last.replace("\\\n", "\n");
    }
    String inner = text.substring(QUOTES.length());
    if (inner.endsWith(QUOTES)) {
      inner = inner.substring(0, inner.length() - QUOTES.length());
    }
    int from = inner.startsWith("\n") ? 1 : 0;
    int to = inner.endsWith("\n") ? inner.length() - 1 : inner.length();
    return inner.substring(from, Math.max(from, to));
  }

  private static boolean isQuoted(String text) {
    return text.startsWith(QUOTES);
  }
}
