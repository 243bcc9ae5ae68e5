package dev.edgeagent.llm.api;

import dev.edgeagent.llm.ModelException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an API knows its customer by.
 *
 * @param value never shown
 * @param source where the user has set it: the name of a variable, or {@code api_key}
 */
record ApiKey(String value, String source) {

  private static final Pattern HEADER_VALUE = Pattern.compile("[\\x21-\\x7e]+");
  private static final Pattern ANY_KEY = Pattern.compile("\\bsk-[A-Za-z0-9_-]{8,}");
  private static final String SHOWN = "[key]";

  /** Shorter ones, such as the "none" for local servers, occur in ordinary words. */
  private static final int UNMISTAKABLE_CHARS = 8;

  /**
   * @param value null or blank for none; a line feed at its end, as files have, is dropped
   * @throws ModelException if no header can hold it
   */
  static @Nullable ApiKey of(@Nullable String value, String source) throws ModelException {
    if (value == null || value.isBlank()) {
      return null;
    }
    String key = value.strip();
    if (!HEADER_VALUE.matcher(key).matches()) {
      throw new ModelException(
          "the key in " + source + " has a space, or a character that is not ASCII",
          "copy it again from the page of the API");
    }
    return new ApiKey(key, source);
  }

  /** A text that others wrote, without this key, and without what looks like one. */
  static String redacted(String text, @Nullable ApiKey key) {
    String safe = text;
    if (key != null) {
      safe =
          key.value.length() >= UNMISTAKABLE_CHARS
              ? safe.replace(key.value, SHOWN)
              : safe.replaceAll(
                  "(?<![A-Za-z0-9])" + Pattern.quote(key.value) + "(?![A-Za-z0-9])", SHOWN);
    }
    return ANY_KEY.matcher(safe).replaceAll(SHOWN);
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "key from " + source;
  }
}
