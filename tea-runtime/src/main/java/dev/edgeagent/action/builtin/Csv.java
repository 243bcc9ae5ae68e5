package dev.edgeagent.action.builtin;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.Params;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * CSV text to rows and back, as Python's csv module has it in its usual dialect, but strict. The
 * library's exceptions are caught here and not in the actions, whose classes are loaded at every
 * start: what a class catches is loaded with it.
 */
record Csv(char delimiter) {

  /**
   * The library's writer quotes a first field that begins a comment, which CSV has not, and knows
   * no way to switch that off: a character that stands in no text.
   */
  private static final char NO_COMMENT = '\uFFFF';

  /**
   * A comma if no delimiter is given; a backslash and a t are a tab, as single quotes in YAML leave
   * it.
   */
  static Csv of(Params params) throws ActionException {
    String text = params.text("delimiter").orElse(",");
    char delimiter = text.equals("\\t") ? '\t' : text.isEmpty() ? '"' : text.charAt(0);
    boolean single = text.length() == 1 || text.equals("\\t");
    if (!single || delimiter == '"' || delimiter == '\n' || delimiter == '\r') {
      throw params.wrong("delimiter", "a single character that is no quote and no line feed");
    }
    return new Csv(delimiter);
  }

  /**
   * The rows, of whatever length; an empty line is a row without fields. Lines end with LF, CR LF
   * or CR.
   *
   * @throws IllegalArgumentException with the line where the row begins, if something other than a
   *     delimiter follows a closing quote, or nothing closes one
   */
  List<List<String>> read(String text) {
    CsvReader<List<String>> reader =
        CsvReader.builder()
            .fieldSeparator(delimiter)
            .skipEmptyLines(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false)
            .build(new Row(), text);
    List<List<String>> rows = new ArrayList<>();
    try {
      reader.forEach(rows::add);
    } catch (CsvParseException e) {
      if (e.getCause() instanceof Error error) {
        throw error; // the library catches too much: memory that runs out is no fault of the text
      }
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    return rows;
  }

  /** Lines end with CR LF; fields are quoted where they must be. */
  String write(List<List<String>> rows) {
    var text = new StringWriter();
    var builder =
        CsvWriter.builder().fieldSeparator(delimiter).commentCharacter(NO_COMMENT).bufferSize(0);
    CsvWriter writer = builder.build(text);
    CsvWriter alone = builder.quoteStrategy(QuoteStrategies.EMPTY).build(text);
    for (List<String> row : rows) {
      // an empty field alone would be an empty line
      (row.size() == 1 ? alone : writer).writeRecord(row);
    }
    return text.toString();
  }

  /** The library's own row has a field in an empty line, and at most 16,384 of them elsewhere. */
  private static final class Row extends AbstractBaseCsvCallbackHandler<List<String>> {

    private List<String> fields = new ArrayList<>();

    @Override
    protected void handleBegin(long line) {
      fields = new ArrayList<>();
    }

    @Override
    protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
      fields.add(new String(buffer, offset, length));
    }

    @Override
    protected List<String> buildRecord() {
      return fields;
    }
  }
}
