package dev.edgeagent.action.builtin;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads CSV as Python's csv.reader does in its usual dialect: a quote inside quotes is doubled;
 * text after a closing quote still belongs to the field; a quote that nothing closes ends with the
 * text; an empty line is a row without fields.
 */
final class CsvReader {

  private enum In {
    FIELD_START,
    FIELD,
    QUOTES,
    AFTER_QUOTE
  }

  private final char delimiter;
  private final List<List<String>> rows = new ArrayList<>();
  private final StringBuilder field = new StringBuilder();
  private List<String> row = new ArrayList<>();
  private In state = In.FIELD_START;

  CsvReader(char delimiter) {
    this.delimiter = delimiter;
  }

  List<List<String>> read(String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (state == In.QUOTES) {
        if (c == '"') {
          state = In.AFTER_QUOTE;
        } else {
          field.append(c);
        }
      } else if (c == '\n' || c == '\r') {
        i += c == '\r' && i + 1 < length && text.charAt(i + 1) == '\n' ? 1 : 0;
        endRow();
      } else if (c == delimiter) {
        endField();
      } else if (c == '"' && state == In.FIELD_START) {
        state = In.QUOTES;
      } else {
        state = c == '"' && state == In.AFTER_QUOTE ? In.QUOTES : In.FIELD;
        field.append(c);
      }
    }
    if (state != In.FIELD_START || !row.isEmpty()) {
      endRow();
    }
    return rows;
  }

  private void endField() {
    row.add(field.toString());
    field.setLength(0);
    state = In.FIELD_START;
  }

  private void endRow() {
    if (state != In.FIELD_START || !row.isEmpty()) {
      endField();
    }
    rows.add(row);
    row = new ArrayList<>();
  }
}
