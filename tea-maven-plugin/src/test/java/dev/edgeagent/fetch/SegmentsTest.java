package dev.edgeagent.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SegmentsTest {

  @Test
  void remembersWhatIsThereAndHandsOutTheRestInOrder() {
    Segments segments = new Segments(25, 10);
    segments.wrote(0, 10);
    segments.wrote(2, 3);

    Segments read = Segments.decode(25, segments.encoded()).orElseThrow();

    assertThat(read.encoded()).isEqualTo("10 10 0 3");
    assertThat(read.present()).isEqualTo(13);
    assertThat(read.reach()).isEqualTo(23);
    assertThat(read.take()).hasValue(1);
    assertThat(read.take()).hasValue(2);
    assertThat(read.take()).isEmpty();
    assertThat(read.position(2)).isEqualTo(23);
    assertThat(read.end(2)).isEqualTo(25);
  }

  @Test
  void isCompleteUpToTheFirstMissingByte() throws Exception {
    Segments segments = new Segments(25, 10);
    segments.wrote(1, 10);
    segments.wrote(0, 4);
    assertThat(segments.awaitBeyond(3)).isEqualTo(4);
    segments.wrote(0, 6);
    assertThat(segments.awaitBeyond(4)).isEqualTo(20);
    segments.wrote(2, 5);
    assertThat(segments.awaitBeyond(20)).isEqualTo(25);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10",
        "10 10 0",
        "10 10 0 3 0",
        "10 11 0 3",
        "10 10 0 6",
        "10 10 -1 3",
        "0 10 0 3",
        "-10 10 0 3",
        "10 ten 0 3",
        "9223372036854775807 9223372036854775807",
        "99999999999999999999 1"
      })
  void refusesWhatCannotBeTheStateOfThisFile(String text) {
    assertThat(Segments.decode(25, text)).isEmpty();
  }
}
