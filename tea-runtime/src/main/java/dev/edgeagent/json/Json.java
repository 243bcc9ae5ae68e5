package dev.edgeagent.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * JSON text to and from plain values: {@code LinkedHashMap<String, Object>} (order kept), {@code
 * ArrayList<Object>}, {@code String}, {@code Long} or {@code BigInteger}, {@code Double}, {@code
 * Boolean}, {@code null}.
 */
public final class Json {

  /** More than the parser reads (1000), and writing it fits a stack of 1 MiB, as threads have. */
  private static final int MAX_WRITTEN_DEPTH = 2000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamWriteConstraints(
              StreamWriteConstraints.builder().maxNestingDepth(MAX_WRITTEN_DEPTH).build())
          .build();

  /** jackson-core's own words for where something began; its "source" says nothing to a user. */
  private static final Pattern STARTED =
      Pattern.compile("\\(start marker at \\[Source: [^\\]]*; line: (\\d+), column: (\\d+)\\]\\)");

  private Json() {}

  /**
   * Reads one JSON value.
   *
   * @throws JsonException with line and column if the text is not exactly one JSON value
   */
  public static @Nullable Object parse(String text) throws JsonException {
    return parse(text, FACTORY);
  }

  /** The same, with comments and a comma after the last item allowed. */
  public static @Nullable Object parseLenient(String text) throws JsonException {
    return parse(
        text,
        JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build());
  }

  private static @Nullable Object parse(String text, JsonFactory factory) throws JsonException {
    try (JsonParser parser = factory.createParser(text)) {
      if (parser.nextToken() == null) {
        throw new JsonException("the text is empty", 1, 1);
      }
      Object value = read(parser);
      if (parser.nextToken() != null) {
        var at = parser.currentTokenLocation();
        throw new JsonException(
            "more text after the end of the value", at.getLineNr(), at.getColumnNr());
      }
      return value;
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      throw new JsonException(
          STARTED.matcher(e.getOriginalMessage()).replaceAll("that begins at line $1, column $2"),
          at == null ? 1 : at.getLineNr(),
          at == null ? 1 : at.getColumnNr());
    } catch (IOException e) {
      throw new UncheckedIOException("reading from a string", e);
    }
  }

  /**
   * Two spaces of indentation, one entry a line, no line feed at the end.
   *
   * @throws IllegalArgumentException if the value holds what JSON has not: NaN, infinity, nesting
   *     beyond {@value #MAX_WRITTEN_DEPTH} levels
   */
  public static String pretty(@Nullable Object value) {
    var indenter = new DefaultIndenter("  ", "\n");
    var separators =
        Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");
    var printer = new DefaultPrettyPrinter(separators);
    printer.indentObjectsWith(indenter);
    printer.indentArraysWith(indenter);
    return text(value, printer);
  }

  /** On one line, without any space; fails as {@link #pretty} does. */
  public static String compact(@Nullable Object value) {
    return text(value, null);
  }

  private static @Nullable Object read(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, Object> map = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String key = parser.currentName();
          parser.nextToken();
          map.put(key, read(parser));
        }
        yield map;
      }
      case START_ARRAY -> {
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(read(parser));
        }
        yield list;
      }
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT ->
          switch (parser.getNumberType()) {
            case BIG_INTEGER -> parser.getBigIntegerValue();
            default -> parser.getLongValue();
          };
      case VALUE_NUMBER_FLOAT -> {
        double number = parser.getDoubleValue();
        if (Double.isInfinite(number)) {
          throw new JsonParseException(parser, "the number " + parser.getText() + " is too large");
        }
        yield number;
      }
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  private static String text(@Nullable Object value, @Nullable DefaultPrettyPrinter printer) {
    var text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(text)) {
      if (printer != null) {
        generator.setPrettyPrinter(printer);
      }
      write(value, generator);
    } catch (IOException e) { // a limit of the writer: there is no device that could fail
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    return text.toString();
  }

  private static void write(@Nullable Object value, JsonGenerator generator) throws IOException {
    switch (value) {
      case null -> generator.writeNull();
      case String s -> generator.writeString(s);
      case Boolean b -> generator.writeBoolean(b);
      case Integer i -> generator.writeNumber(i);
      case Long l -> generator.writeNumber(l);
      case BigInteger i -> generator.writeNumber(i);
      case BigDecimal d -> generator.writeNumber(d);
      case Number n -> {
        if (!Double.isFinite(n.doubleValue())) {
          throw new IllegalArgumentException(n + " is not a number in JSON");
        }
        generator.writeNumber(n.doubleValue());
      }
      case Map<?, ?> map -> {
        generator.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          generator.writeFieldName(String.valueOf(entry.getKey()));
          write(entry.getValue(), generator);
        }
        generator.writeEndObject();
      }
      case Iterable<?> items -> {
        generator.writeStartArray();
        for (Object item : items) {
          write(item, generator);
        }
        generator.writeEndArray();
      }
      default ->
          throw new IllegalArgumentException("not a JSON value: " + value.getClass().getName());
    }
  }
}
