package dev.edgeagent.variant;

import java.util.regex.Pattern;

/** The forms of text that the records of this package accept. */
final class Fields {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]*");
  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");

  private Fields() {}

  static void requireText(String key, String value) {
    if (value.isBlank()) {
      throw new InvalidValue(key, "'" + key + "' is empty", "give it a value");
    }
  }

  /** A word that becomes part of file names. */
  static void requireName(String key, String value) {
    if (!NAME.matcher(value).matches()) {
      throw new InvalidValue(
          key,
          "'" + value + "' has characters that a file name should not have",
          "use lower-case letters, digits, '-' and '.'");
    }
  }

  static void requireFileName(String key, String value, String suffix) {
    if (!FILE_NAME.matcher(value).matches() || !value.endsWith(suffix)) {
      throw new InvalidValue(
          key,
          "'" + value + "' is not a file name ending in " + suffix,
          "give the name alone, without a directory, in letters, digits, '-', '_' and '.'");
    }
  }
}
