package dev.edgeagent.maven;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * The one modification time of everything in an image; a fixed one, so that building twice gives
 * the same bytes.
 */
final class BuildTime {
  /** 1980-02-01, Maven's usual choice: zip files know no earlier year. */
  static final Instant FALLBACK = Instant.parse("1980-02-01T00:00:00Z");

  private BuildTime() {}

  /**
   * @param outputTimestamp the project's {@code project.build.outputTimestamp}: ISO 8601, or
   *     seconds since 1970, or anything else for "not set"
   * @param environment asked for {@code SOURCE_DATE_EPOCH}
   */
  static Instant of(String outputTimestamp, Map<String, String> environment) {
    return parse(outputTimestamp)
        .or(() -> parse(environment.get("SOURCE_DATE_EPOCH")))
        .filter(time -> time.isAfter(FALLBACK))
        .orElse(FALLBACK);
  }

  private static Optional<Instant> parse(String text) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      Instant time =
          text.matches("\\d{2,}")
              ? Instant.ofEpochSecond(Long.parseLong(text))
              : OffsetDateTime.parse(text).toInstant();
      return Optional.of(time.truncatedTo(ChronoUnit.SECONDS));
    } catch (DateTimeException | NumberFormatException e) {
      return Optional.empty();
    }
  }
}
