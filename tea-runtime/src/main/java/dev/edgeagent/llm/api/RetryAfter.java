package dev.edgeagent.llm.api;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * How long a server asks its clients to wait: OpenAI's {@code retry-after-ms}, or {@code
 * Retry-After} in seconds or as a date (RFC 9110, 10.2.3), which counts by the server's own clock
 * if that is in its answer.
 */
final class RetryAfter {

  private RetryAfter() {}

  /** Null if it does not say, or in no form that is known. */
  static @Nullable Duration of(Headers headers) {
    Duration millis = scaled(headers.get("retry-after-ms"), 1);
    String text = headers.get("Retry-After");
    Duration seconds = scaled(text, 1000);
    return millis != null
        ? millis
        : seconds != null ? seconds : untilDate(text, headers.get("Date"));
  }

  private static @Nullable Duration scaled(@Nullable String text, int millis) {
    if (text == null || !text.strip().matches("\\d{1,9}(\\.\\d{1,9})?")) {
      return null;
    }
    return Duration.ofMillis(Math.round(Double.parseDouble(text.strip()) * millis));
  }

  private static @Nullable Duration untilDate(@Nullable String text, @Nullable String now) {
    Instant then = instant(text);
    if (then == null) {
      return null;
    }
    Instant served = instant(now);
    Duration wait = Duration.between(served == null ? Instant.now() : served, then);
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  private static @Nullable Instant instant(@Nullable String text) {
    try {
      return text == null
          ? null
          : ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      return null; // not a date: as if it were not there
    }
  }
}
