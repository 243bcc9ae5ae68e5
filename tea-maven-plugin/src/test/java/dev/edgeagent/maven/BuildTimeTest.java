package dev.edgeagent.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BuildTimeTest {
  private static final Map<String, String> EPOCH = Map.of("SOURCE_DATE_EPOCH", "1700000000");

  @ParameterizedTest
  @ValueSource(strings = {"2023-11-14T22:13:20Z", "2023-11-14T23:13:20.9+01:00", "1700000000"})
  void isTheProjectsTimestampInWholeSeconds(String timestamp) {
    assertThat(BuildTime.of(timestamp, Map.of("SOURCE_DATE_EPOCH", "1")))
        .isEqualTo(Instant.ofEpochSecond(1_700_000_000));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "x", "0", "${project.build.outputTimestamp}"})
  void isElseTheSourceDateEpoch(String timestamp) {
    assertThat(BuildTime.of(timestamp, EPOCH)).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
  }

  @Test
  void isElseAConstant() {
    assertThat(BuildTime.of(null, Map.of())).isEqualTo(Instant.parse("1980-02-01T00:00:00Z"));
    assertThat(BuildTime.of("1970-01-01T00:00:01Z", Map.of()))
        .as("zip files know no earlier year")
        .isEqualTo(Instant.parse("1980-02-01T00:00:00Z"));
  }
}
