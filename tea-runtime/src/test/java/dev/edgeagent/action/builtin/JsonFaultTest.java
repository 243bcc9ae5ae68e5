package dev.edgeagent.action.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Python 3.11's {@code json.loads} says of the same texts. */
class JsonFaultTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ~~            | Expecting value | 1 | 1
          [1,           | Expecting value | 1 | 4
          -             | Expecting value | 1 | 1
          [01]          | Expecting ',' delimiter | 1 | 3
          {bad          | Expecting property name enclosed in double quotes | 1 | 2
          {"a": 1,}     | Expecting property name enclosed in double quotes | 1 | 9
          {"a" 1}       | Expecting ':' delimiter | 1 | 6
          {"a": 1 "b"}  | Expecting ',' delimiter | 1 | 9
          {"a": 1]      | Expecting ',' delimiter | 1 | 8
          {} {}         | Extra data | 1 | 4
          ["😀", x]     | Expecting value | 1 | 7
          ["abc         | Unterminated string starting at | 1 | 2
          ["a\\         | Unterminated string starting at | 1 | 2
          "\\x"         | Invalid \\escape | 1 | 2
          "\\u12g4"     | Invalid \\uXXXX escape | 1 | 3
          """)
  void saysWhatPythonSays(String text, String what, int line, int column) {
    assertThat(JsonFault.in(text)).contains(new JsonFault(what, line, column));
  }

  @Test
  void countsLinesAndFindsControlCharacters() {
    assertThat(JsonFault.in("[1,\n \"a\tb\"]"))
        .contains(new JsonFault("Invalid control character at", 2, 4));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", " [ ] ", "[NaN, -Infinity, 1e999]", "{\"a\": [null, {\"b\": \"\\u00e9\"}]}"})
  void findsNothingInJson(String text) {
    assertThat(JsonFault.in(text)).isEqualTo(Optional.empty());
  }

  @Test
  void goesAsDeepAsTheText() {
    assertThat(JsonFault.in("[".repeat(1_000_000)))
        .contains(new JsonFault("Expecting value", 1, 1_000_001));
  }
}
