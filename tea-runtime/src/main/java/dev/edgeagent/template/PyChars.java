package dev.edgeagent.template;

/** Python's classes of characters, and the tests of strings on them. */
final class PyChars {

  private PyChars() {}

  static boolean isSpace(int c) {
    if (c < 128) {
      return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= 0x1f);
    }
    return c == 0x85
        || Character.getType(c) == Character.SPACE_SEPARATOR
        || c == 0x2028
        || c == 0x2029;
  }

  static boolean isLineEnd(int c) {
    return (c >= '\n' && c <= '\r')
        || (c >= 0x1c && c <= 0x1e)
        || c == 0x85
        || c == 0x2028
        || c == 0x2029;
  }

  static boolean isCased(int c) {
    return Character.isUpperCase(c) || Character.isLowerCase(c) || Character.isTitleCase(c);
  }

  /**
   * {@code isupper} and {@code islower}: all cased characters are of that case, and there is one.
   */
  static boolean isCase(String s, boolean upper) {
    boolean cased = false;
    for (int i = 0; i < s.length(); i = s.offsetByCodePoints(i, 1)) {
      int c = s.codePointAt(i);
      if (upper
          ? Character.isLowerCase(c) || Character.isTitleCase(c)
          : Character.isUpperCase(c) || Character.isTitleCase(c)) {
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

  /**
   * Whether the string is not empty and all characters are of the class that {@code str.name()}
   * tests.
   */
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
    return Character.isDigit(c)
        || type == Character.LETTER_NUMBER
        || type == Character.OTHER_NUMBER;
  }

  /** The digits that are not decimal: superscripts, subscripts, circled. */
  private static boolean isSuperscriptDigit(int c) {
    return c == 0xb2
        || c == 0xb3
        || c == 0xb9
        || c == 0x2070
        || (c >= 0x2074 && c <= 0x2079)
        || (c >= 0x2080 && c <= 0x2089)
        || (c >= 0x2460 && c <= 0x2468);
  }

  static boolean isIdentifier(String s) {
    if (s.isEmpty()
        || !(s.charAt(0) == '_' || Character.isUnicodeIdentifierStart(s.codePointAt(0)))) {
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
