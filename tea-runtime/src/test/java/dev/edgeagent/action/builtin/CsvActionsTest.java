package dev.edgeagent.action.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgeagent.action.ActionException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvActionsTest {

  @TempDir Path directory;

  private String run(String action, String params) throws Exception {
    return new ActionRun(directory).run(action, params);
  }

  /** What Python's csv.reader makes of each. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '~',
      value = {
        "a,b\\n\\\"x\\ny\\\",2\\r\\n # [[\"a\",\"b\"],[\"x\\ny\",\"2\"]]",
        "\\\"a\\\"\\\"b\\\" # [[\"a\\\"b\"]]",
        "a\\rb\\r\\nc # [[\"a\"],[\"b\"],[\"c\"]]",
        "a\\n\\nb\\n # [[\"a\"],[],[\"b\"]]",
        "a,\\n, # [[\"a\",\"\"],[\"\",\"\"]]",
        "\\\"\\\" # [[\"\"]]",
        "a\\\"b\\\"c # [[\"a\\\"b\\\"c\"]]",
        "\\n # [[]]"
      })
  void readsAsPythonDoes(String text, String rows) throws Exception {
    assertThat(run("csv.parse", "{\"text\": \"" + text + "\", \"has_header\": false}"))
        .startsWith("{\"data\":" + rows + ",\"headers\":null,");
  }

  /** As Python's csv.reader with strict=True, and with the line. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '~',
      value = {
        "a\\n"
            + "\\\"b\\\"c,d # Unexpected character after closing quote: 'c' (0x63) (record starting"
            + " at line 2)",
        "a\\n"
            + "\\n"
            + "\\\"open\\n"
            + "rest # Unclosed quoted field at end of input (record starting at line 3)",
        "\\\" # Unclosed quoted field at end of input (record starting at line 1)"
      })
  void doesNotGuessWhatQuotesMean(String text, String error) throws Exception {
    assertThat(run("csv.parse", "{\"text\": \"" + text + "\"}"))
        .isEqualTo(
            "{\"success\":false,\"error\":\"CSV parse error: "
                + error
                + "\",\"error_type\":\"parse\"}");
  }

  @Test
  void readsRowsOfAnyLength() throws Exception {
    String field = "x".repeat(100_000);
    assertThat(
            run(
                "csv.parse",
                "{\"text\": \"" + field + ",".repeat(99_999) + "\", \"has_header\": false}"))
        .isEqualTo(
            "{\"data\":[[\""
                + field
                + "\""
                + ",\"\"".repeat(99_999)
                + "]],\"headers\":null,\"row_count\":1,\"success\":true}");
  }

  @Test
  void makesMapsOfRowsWhateverTheirLength() throws Exception {
    assertThat(
            run(
                "csv.parse",
                "{\"input\": \"\uFEFFa;b\\n1;2\\n3\\n4;5;6\\n\\n\", \"delimiter\": \";\"}"))
        .isEqualTo(
            "{\"data\":[{\"a\":\"1\",\"b\":\"2\"},{\"a\":\"3\",\"b\":null},{\"a\":\"4\",\"b\":\"5\"},"
                + "{\"a\":null,\"b\":null}],"
                + "\"headers\":[\"a\",\"b\"],\"row_count\":4,\"success\":true}");
    assertThat(run("csv.parse", "{\"text\": \"\"}"))
        .isEqualTo("{\"data\":[],\"headers\":null,\"row_count\":0,\"success\":true}");
  }

  @Test
  void readsAFile() throws Exception {
    Files.writeString(directory.resolve("t.csv"), "a\tb\r\n1\t2");
    assertThat(run("csv.parse", "{\"path\": \"t.csv\", \"delimiter\": \"\\\\t\"}"))
        .isEqualTo(
            "{\"data\":[{\"a\":\"1\",\"b\":\"2\"}],\"headers\":[\"a\",\"b\"],\"row_count\":1,"
                + "\"success\":true}");
    assertThat(run("csv.parse", "{\"path\": \"no.csv\"}"))
        .isEqualTo(
            "{\"success\":false,\"error\":\"File not found: no.csv\",\"error_type\":\"io\"}");
    assertThatThrownBy(() -> run("csv.parse", "{\"path\": \"../no.csv\"}"))
        .isInstanceOf(ActionException.class);
  }

  @Test
  void takesEitherTextOrPath() throws Exception {
    assertThat(run("csv.parse", "{}"))
        .isEqualTo(
            "{\"success\":false,\"error\":\"Either 'text' or 'path' must be"
                + " provided\",\"error_type\":\"parse\"}");
    assertThat(run("csv.parse", "{\"text\": \"a\", \"path\": \"b\"}"))
        .isEqualTo(
            "{\"success\":false,\"error\":\"Only one of 'text' or 'path' should be provided, not"
                + " both\",\"error_type\":\"parse\"}");
    assertThatThrownBy(() -> run("csv.parse", "{\"text\": \"a\", \"delimiter\": \"::\"}"))
        .hasMessage(
            "parameter 'delimiter' must be a single character that is no quote and no line feed,"
                + " got \"::\"");
  }

  @Test
  void writesMapsAndListsAsPythonDoes() throws Exception {
    assertThat(
            run(
                "csv.stringify",
                "{\"data\": [{\"a\": 1, \"b\": \"x,\\\"y\\\"\"}, {\"b\": null, \"a\": true},"
                    + " {\"a\": 1e16, \"b\": [1, \"z\"]}]}"))
        .isEqualTo(
            "{\"text\":\"a,b\\r\\n1,\\\"x,\\\"\\\"y\\\"\\\"\\\"\\r\\nTrue,\\r\\n1e+16,\\\"[1,"
                + " 'z']\\\"\\r\\n\",\"row_count\":3,\"success\":true}");
    assertThat(
            run(
                "csv.stringify",
                "{\"data\": [[1, 2], [\"\"], []], \"headers\": [\"p\", \"q\"], \"delimiter\":"
                    + " \"|\"}"))
        .isEqualTo(
            "{\"text\":\"p|q\\r"
                + "\\n"
                + "1|2\\r"
                + "\\n"
                + "\\\"\\\"\\r"
                + "\\n"
                + "\\r"
                + "\\n"
                + "\",\"row_count\":3,\"success\":true}");
    assertThat(run("csv.stringify", "{\"data\": []}"))
        .isEqualTo("{\"text\":\"\",\"row_count\":0,\"success\":true}");
    assertThat(
            run("csv.stringify", "{\"data\": [{\"a\": 1, \"b\": 2}], \"headers\": [\"b\", \"a\"]}"))
        .isEqualTo("{\"text\":\"b,a\\r\\n2,1\\r\\n\",\"row_count\":1,\"success\":true}");
  }

  @Test
  void knowsNoComments() throws Exception {
    assertThat(run("csv.stringify", "{\"data\": [[\"#a\", \"b\"]]}"))
        .isEqualTo("{\"text\":\"#a,b\\r\\n\",\"row_count\":1,\"success\":true}");
    assertThat(run("csv.stringify", "{\"data\": [[1, 2]], \"delimiter\": \"#\"}"))
        .isEqualTo("{\"text\":\"1#2\\r\\n\",\"row_count\":1,\"success\":true}");
    assertThat(run("csv.parse", "{\"text\": \"#a,b\", \"has_header\": false}"))
        .startsWith("{\"data\":[[\"#a\",\"b\"]],");
  }

  @Test
  void saysWhichRowDoesNotFit() throws Exception {
    assertThat(run("csv.stringify", "{\"data\": [{\"a\": 1}, {\"b\": 2}]}"))
        .isEqualTo(
            "{\"success\":false,\"error\":\"CSV serialization error: row 2 has the key 'b', which"
                + " is not among the headers\",\"error_type\":\"serialize\"}");
    assertThat(run("csv.stringify", "{\"data\": [[1], {\"a\": 1}]}"))
        .isEqualTo(
            "{\"success\":false,\"error\":\"row 2 is not a list as the first, but"
                + " dict\",\"error_type\":\"serialize\"}");
    assertThat(run("csv.stringify", "{\"data\": \"x\"}"))
        .isEqualTo(
            "{\"success\":false,\"error\":\"Data must be a list\",\"error_type\":\"serialize\"}");
  }
}
