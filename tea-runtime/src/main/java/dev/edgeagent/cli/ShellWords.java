package dev.edgeagent.cli;

/** Words as one can type them into a shell. */
final class ShellWords {

  private static final String PLAIN = "_-./:=@%+,~";

  private ShellWords() {}

  /** In single quotes if it has other characters than letters, digits and a few signs. */
  static String quoted(String word) {
    boolean plain =
        !word.isEmpty()
            && !word.startsWith("~")
            && word.codePoints()
                .allMatch(c -> Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0);
    return plain ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
