package dev.edgeagent.template;

import java.util.ArrayList;
import java.util.List;

/** Python's view of a string as code points, and its character classes. */
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

  static boolean isSpace(int c) {
    if (c < 128) {
      return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= 0x1f);
    }
    return c == 0x85 || Character.getType(c) == Character.SPACE_SEPARATOR || c == 0x2028 || c == 0x2029;
  }

  static boolean isLineEnd(int c) {
    return (c >= '\n' && c <= '\r') || (c >= 0x1c && c <= 0x1e) || c == 0x85 || c == 0x2028 || c == 0x2029;
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
    return chars == null ? isSpace(c) : chars.indexOf(c) >= 0;
  }

  static List<Object> lines(String s, boolean keepEnds) {
    List<Object> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < s.length(); i++) {
      if (isLineEnd(s.charAt(i))) {
        int end = s.charAt(i) == '\r' && i + 1 < s.length() && s.charAt(i + 1) == '\n' ? i + 2 : i + 1;
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
    while (first < upper.length() - 1 && !isCased(upper.charAt(first))) {
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
      inWord = isCased(s.codePointAt(i));
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

  static boolean isCased(int c) {
    return Character.isUpperCase(c) || Character.isLowerCase(c) || Character.isTitleCase(c);
  }

  /** {@code isupper} and {@code islower}: all cased characters are of that case, and there is one. */
  static boolean isCase(String s, boolean upper) {
    boolean cased = false;
    for (int i = 0; i < s.length(); i = s.offsetByCodePoints(i, 1)) {
      int c = s.codePointAt(i);
      if (upper ? Character.isLowerCase(c) || Character.isTitleCase(c) : Character.isUpperCase(c) || Character.isTitleCase(c)) {
        return false;
      }
      cased |= isCased(c);
    }
    return cased;
  }

  static boolean isTitle(String s) {
    boolean any = false;
    boolean previousCased = false;
    for (int i = 0; i < s.length(); i = s.offsetByCodePoints(i, 1)) {
      int c = s.codePointAt(i);
      boolean upper = Character.isUpperCase(c) || Character.isTitleCase(c);
      if (upper ? previousCased : Character.isLowerCase(c) && !previousCased) {
        return false;
      }
      previousCased = isCased(c);
      any |= previousCased;
    }
    return any;
  }

  /** Whether the string is not empty and all characters are of the class that {@code str.name()} tests. */
  static boolean isAll(String s, String name) {
    for (int i = 0; i < s.length(); i = s.offsetByCodePoints(i, 1)) {
      if (!isOf(s.codePointAt(i), name)) {
        return false;
      }
    }
    return !s.isEmpty();
  }

  private static boolean isOf(int c, String name) {
    return switch (name) {
      case "isalpha" -> Character.isLetter(c);
      case "isalnum" -> Character.isLetter(c) || isNumeric(c);
      case "isdecimal" -> Character.isDigit(c);
      case "isdigit" -> Character.isDigit(c) || isSuperscriptDigit(c);
      case "isnumeric" -> isNumeric(c);
      case "isascii" -> c < 128;
      case "isprintable" -> isPrintable(c);
      default -> isSpace(c);
    };
  }

  private static boolean isNumeric(int c) {
    int type = Character.getType(c);
    return Character.isDigit(c) || type == Character.LETTER_NUMBER || type == Character.OTHER_NUMBER;
  }

  /** The digits that are not decimal: superscripts, subscripts, circled. */
  private static boolean isSuperscriptDigit(int c) {
    return c == 0xb2 || c == 0xb3 || c == 0xb9 || c == 0x2070 || (c >= 0x2074 && c <= 0x2079) || (c >= 0x2080 && c <= 0x2089) || (c >= 0x2460 && c <= 0x2468);
  }

  static boolean isIdentifier(String s) {
    if (s.isEmpty() || !(s.charAt(0) == '_' || Character.isUnicodeIdentifierStart(s.codePointAt(0)))) {
      return false;
    }
    for (int i = 0; i < s.length(); i = s.offsetByCodePoints(i, 1)) {
      int c = s.codePointAt(i);
      if (!Character.isUnicodeIdentifierPart(c) || Character.isIdentifierIgnorable(c)) {
        return false;
      }
    }
    return true;
  }

  static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }
}
