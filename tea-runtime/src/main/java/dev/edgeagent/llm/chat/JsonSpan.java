package dev.edgeagent.llm.chat;

/** Where a JSON object or list in a text ends. */
final class JsonSpan {

  private JsonSpan() {}

  /**
   * Behind the bracket that closes the one at {@code start}; -1 if there is none, or it is not one.
   */
  static int end(String text, int start) {
    int depth = 0;
    boolean inString = false;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (inString) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          inString = false;
        }
      } else if (c == '"') {
        inString = true;
      } else if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
      }
      if (depth == 0) {
        return i > start ? i + 1 : -1;
      }
    }
    return -1;
  }
}
