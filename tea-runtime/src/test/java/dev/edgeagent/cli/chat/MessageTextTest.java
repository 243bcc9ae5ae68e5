package dev.edgeagent.cli.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageTextTest {

  /** {@code _} is a line's end. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "a; true; a",
        "a\\; false; a",
        "a\\_b; true; a_b",
        "a\\_b\\; false; a_b",
        "a \\ b; true; a \\ b",
        "\"\"\"; false; ''",
        "\"\"\"a; false; a",
        "\"\"\"_a_b\\_; false; a_b\\",
        "\"\"\"_a_b_\"\"\"; true; a_b",
        "\"\"\"a\"\"\"; true; a",
        "\"\"\"\"; false; \"",
        "\"\"\"_\"\"\"; true; ''",
        "say \"\"\"; true; say \"\"\"",
      })
  void takesSeveralLinesWithBackslashesOrQuotes(String typed, boolean isComplete, String text) {
    String lines = typed.replace('_', '\n');
    assertThat(MessageText.isComplete(lines)).isEqualTo(isComplete);
    assertThat(MessageText.of(lines)).isEqualTo(text.replace('_', '\n'));
  }
}
