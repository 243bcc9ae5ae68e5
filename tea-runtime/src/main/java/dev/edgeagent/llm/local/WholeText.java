package dev.edgeagent.llm.local;

import dev.edgeagent.llm.ModelException;

/** Texts that UTF-8 can say: no half of a surrogate pair, which Java's strings may have. */
public final class WholeText {

  private WholeText() {}

  /**
   * @param name of the text, for the message
   * @throws ModelException if a half of a character stands alone
   */
  public static void require(String text, String name) throws ModelException {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (Character.isHighSurrogate(c)
            && i + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(i + 1))) {
          i++;
        } else {
          throw new ModelException(
              "%s has half of a character (U+%04X) at position %d".formatted(name, (int) c, i),
              "give whole characters: a text was cut in the middle of one");
        }
      }
    }
  }
}
