package dev.edgeagent.template;

import java.util.ArrayList;
import java.util.List;

/** Python's view of a string: code points, lines, and letter case. */
final class PyText {

  private PyText() {}

  static int length(String s) {
    return s.codePointCount(0, s.length());
  }

  /** The offset of the code point with this index, both clamped to the string. */
  static int offset(String s, long index) {
    if (index <= 0) {
      return 0;
    }
    return index >= length(s) ? s.length() : s.offsetByCodePoints(0, (int) index);
  }

  static List<Object> characters(String s) {
    List<Object> characters = new ArrayList<>(s.length());
    for (int i = 0; i < s.length(); i = s.offsetByCodePoints(i, 1)) {
      characters.add(s.substring(i, s.offsetByCodePoints(i, 1)));
    }
    return characters;
  }

  /**
   * @param chars the characters to remove, null for white space
   */
  static String strip(String s, String chars, boolean left, boolean right) {
    int from = 0;
    int to = s.length();
    while (left && from < to && strips(s.codePointAt(from), chars)) {
      from += Character.charCount(s.codePointAt(from));
    }
    while (right && to > from && strips(s.codePointBefore(to), chars)) {
      to -= Character.charCount(s.codePointBefore(to));
    }
    return s.substring(from, to);
  }

  private static boolean strips(int c, String chars) {
    return chars == null ? PyChars.isSpace(c) : chars.indexOf(c) >= 0;
  }

  static List<Object> lines(String s, boolean keepEnds) {
    List<Object> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < s.length(); i++) {
      if (PyChars.isLineEnd(s.charAt(i))) {
        int end =
            s.charAt(i) == '\r' && i + 1 < s.length() && s.charAt(i + 1) == '\n' ? i + 2 : i + 1;
        lines.add(s.substring(start, keepEnds ? end : i));
        start = end;
        i = end - 1;
      }
    }
    if (start < s.length()) {
      lines.add(s.substring(start));
    }
    return lines;
  }

  static String upper(String s) {
    return s.toUpperCase(java.util.Locale.ROOT);
  }

  static String lower(String s) {
    return s.toLowerCase(java.util.Locale.ROOT);
  }

  static String capitalize(String s) {
    if (s.isEmpty()) {
      return s;
    }
    int first = Character.charCount(s.codePointAt(0));
    return titleCase(s.substring(0, first)) + lower(s.substring(first));
  }

  private static String titleCase(String character) {
    String upper = upper(character);
    if (upper.length() == character.length()) {
      return Character.toString(Character.toTitleCase(character.codePointAt(0)));
    }
    int first = 0;
    while (first < upper.length() - 1 && !PyChars.isCased(upper.charAt(first))) {
      first++;
    }
    return upper.substring(0, first + 1) + lower(upper.substring(first + 1));
  }

  /** str.title(): every run of cased letters starts with a capital. */
  static String title(String s) {
    StringBuilder out = new StringBuilder(s.length());
    boolean inWord = false;
    for (int i = 0; i < s.length(); ) {
      int next = i + Character.charCount(s.codePointAt(i));
      String character = s.substring(i, next);
      out.append(inWord ? lower(character) : titleCase(character));
      inWord = PyChars.isCased(s.codePointAt(i));
      i = next;
    }
    return out.toString();
  }

  static String swapCase(String s) {
    StringBuilder out = new StringBuilder(s.length());
    for (int i = 0; i < s.length(); ) {
      int next = i + Character.charCount(s.codePointAt(i));
      String character = s.substring(i, next);
      out.append(Character.isUpperCase(s.codePointAt(i)) ? lower(character) : upper(character));
      i = next;
    }
    return out.toString();
  }
}
