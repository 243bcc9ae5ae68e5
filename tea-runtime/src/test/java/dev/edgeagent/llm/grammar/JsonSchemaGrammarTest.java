package dev.edgeagent.llm.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.edgeagent.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code src/test/resources/grammar}: NAME.schema.json, the grammar that is made of it in
 * NAME.gbnf, and texts in NAME.texts, one a line, after a {@code +} if they are accepted and a
 * {@code -} if not ({@code ⏎} stands for a line end). {@code -Dtea.grammar.write=true} writes the
 * grammars.
 */
class JsonSchemaGrammarTest {

  private static final Path DIRECTORY = Path.of("src", "test", "resources", "grammar");

  static List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".schema.json"))
          .map(name -> name.replace(".schema.json", ""))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void schemasBecomeGrammars(String name) throws Exception {
    String grammar =
        JsonSchemaGrammar.of(schema(Files.readString(DIRECTORY.resolve(name + ".schema.json"))));
    Path golden = DIRECTORY.resolve(name + ".gbnf");
    if (Boolean.getBoolean("tea.grammar.write")) {
      Files.writeString(golden, grammar);
    }
    assertThat(grammar).isEqualTo(Files.readString(golden));
  }

  @ParameterizedTest
  @MethodSource("names")
  void grammarsAcceptWhatFits(String name) throws Exception {
    String grammar = Files.readString(DIRECTORY.resolve(name + ".gbnf"));
    List<String> texts = Files.readAllLines(DIRECTORY.resolve(name + ".texts"));
    for (String line : texts) {
      String text = line.substring(1).replace('⏎', '\n');
      assertThat(Recogniser.accepts(grammar, text)).as(line).isEqualTo(line.charAt(0) == '+');
    }
    assertThat(texts).isNotEmpty();
  }

  @Test
  void anyObjectIsAnObject() throws Exception {
    String grammar = JsonSchemaGrammar.anyObject();
    assertThat(Recogniser.accepts(grammar, "{}")).isTrue();
    assertThat(Recogniser.accepts(grammar, "{\"a\": [1, {\"b\": null}], \"\": -1.5e3}")).isTrue();
    assertThat(Recogniser.accepts(grammar, "[]")).isFalse();
    assertThat(Recogniser.accepts(grammar, "{\"a\": 01}")).isFalse();
    assertThat(Recogniser.accepts(grammar, "{\"a\": 1,}")).isFalse();
    assertThat(Recogniser.accepts(grammar, "{ " + "\n".repeat(50) + "}")).isFalse();
  }

  @Test
  void longListsOfOptionalPropertiesAreNoTrouble() throws Exception {
    var properties = new java.util.LinkedHashMap<String, Object>();
    for (int i = 0; i < 300; i++) {
      properties.put("property" + i, Map.of("type", "string", "maxLength", 100L));
    }
    String grammar = JsonSchemaGrammar.of(Map.of("type", "object", "properties", properties));
    assertThat(Recogniser.accepts(grammar, "{\"property7\": \"x\", \"property299\": \"\"}"))
        .isTrue();
    assertThat(Recogniser.accepts(grammar, "{\"property8\": \"x\", \"property7\": \"\"}"))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '§',
      value = {
        "{'properties': {'x': {'not': {}}}} ¦ schema#/properties/x: 'not' cannot be kept to by a"
            + " local model",
        "{'properties': {'a/b~c': {'uniqueItems': true}}} ¦ schema#/properties/a~1b~0c:"
            + " 'uniqueItems' cannot be kept to by a local model",
        "{'requierd': ['a']} ¦ schema#: 'requierd' cannot be kept to by a local model",
        "{'type': 'int'} ¦ schema#/type: 'int' is no type",
        "{'type': []} ¦ schema#: no type fits all that is asked for here",
        "{'properties': {'a': false}, 'required': ['a']} ¦ schema#/properties/a: 'a' is required,"
            + " but nothing fits its schema",
        "{'items': false, 'minItems': 1} ¦ schema#: an array of at least 1 and at most 0 items is"
            + " asked for",
        "{'properties': []} ¦ schema#/properties: this must be an object",
        "{'properties': {'a': 3}} ¦ schema#/properties/a: this must be an object",
        "{'required': 'a'} ¦ schema#/required: this must be a list",
        "{'minLength': -1} ¦ schema#/minLength: this must be a whole number from 0",
        "{'minLength': 3, 'maxLength': 2} ¦ schema#: a text of at least 3 and at most 2 characters"
            + " is asked for",
        "{'minimum': 3, 'exclusiveMaximum': 3} ¦ schema#: no number is between these bounds",
        "{'type': 'integer', 'minimum': 1.2, 'maximum': 1.8} ¦ schema#: no number is between these"
            + " bounds",
        "{'minimum': 0.1234567890123456} ¦ schema#: bounds with more than 15 digits",
        "{'required': ['a'], 'additionalProperties': false} ¦ schema#: 'a' is required, but there"
            + " may be no such property",
        "{'minProperties': 2} ¦ schema#: a grammar cannot see to so many properties: at least 2",
        "{'enum': []} ¦ schema#/enum: none of the values fits",
        "{'type': 'string', 'enum': [1, null]} ¦ schema#/enum: none of the values fits",
        "{'enum': ['a'], 'minLength': 1} ¦ schema#: beside a list of values 'minLength' cannot be"
            + " kept to by a local model",
        "{'anyOf': []} ¦ schema#/anyOf: there is nothing to choose from",
        "{'anyOf': [{'format': 'iban'}]} ¦ schema#/anyOf/0/format: the format 'iban' cannot be kept"
            + " to by a local model",
        "{'oneOf': [{'type': 'number'}, {'type': 'integer'}]} ¦ schema#/oneOf: something may fit"
            + " both schema 0 and schema 1, and 'oneOf' forbids that",
        "{'pattern': 'abc'} ¦ schema#/pattern: a local model can only keep to a pattern for the"
            + " whole text",
        "{'pattern': '^a|b$'} ¦ schema#/pattern: '^a|b$' at character 3: '|' stands outside of"
            + " parentheses",
        "{'pattern': '^(?=a)b$'} ¦ schema#/pattern: '^(?=a)b$' at character 3: a grammar cannot say"
            + " what begins here",
        "{'pattern': '^(a)\\\\1$'} ¦ schema#/pattern: '^(a)\\1$' at character 6: a grammar cannot"
            + " say what begins here",
        "{'pattern': '^(a$'} ¦ schema#/pattern: '^(a$' at character 4: a grammar cannot say what"
            + " begins here",
        "{'pattern': '^(a'} ¦ schema#/pattern: '^(a' at character 2: ')' is missing",
        "{'pattern': '^[b-a]$'} ¦ schema#/pattern: '^[b-a]$' at character 2: this range is no"
            + " range",
        "{'pattern': '^a{3,2}$'} ¦ schema#/pattern: '^a{3,2}$' at character 3: this is no"
            + " repetition",
        "{'pattern': '^(a*)*$'} ¦ schema#: no grammar can be made of this: what is repeated here"
            + " without end can be empty",
        "{'pattern': '^a$', 'maxLength': 3} ¦ schema#: 'pattern' and 'maxLength' cannot both be"
            + " kept to by a local model",
        "{'$ref': '#/$defs/a'} ¦ schema#/$ref: there is no '#/$defs/a' in the schema",
        "{'$ref': 'other.json'} ¦ schema#/$ref: 'other.json' is not in this schema",
        "{'$ref': '#'} ¦ schema#: no grammar can be made of this: rule 'root' can begin with itself"
            + " (left recursion)",
        "{'allOf': [{'$ref': '#'}]} ¦ schema#/allOf/0: this refers back to itself",
        "{'properties': {'a': {'$ref': '#/$defs/b'}}, '$defs': {'b': {'required': ['c'],"
            + " 'properties': {'c': {'$ref': '#/$defs/b'}}}}} ¦ schema#/$defs/b: no grammar can be"
            + " made of this: rule 'def-b' never comes to an end",
        "{'allOf': [{'pattern': '^a$'}, {'pattern': '^b$'}]} ¦ schema#/allOf/1/pattern: 'pattern'"
            + " is also in /allOf/0/pattern, and a grammar cannot keep to both",
        "{'allOf': [{'type': 'string'}, {'type': 'object'}]} ¦ schema#: no type fits all that is"
            + " asked for here"
      })
  void saysWhatAGrammarCannotKeepTo(String schema, String message) throws Exception {
    Map<String, Object> parsed = schema(schema.replace('\'', '"'));
    var e = catchThrowableOfType(GrammarException.class, () -> JsonSchemaGrammar.of(parsed));
    assertThat(e).as("refused").isNotNull();
    assertThat(e.getMessage()).isEqualTo(message);
    assertThat(e.fix()).isNotBlank();
  }

  @Test
  void deepSchemasAreRefused() throws Exception {
    Map<String, Object> schema = Map.of("type", "string");
    for (int i = 0; i < 2000; i++) {
      schema = Map.of("type", "array", "items", schema);
    }
    Map<String, Object> deep = schema;
    var e = catchThrowableOfType(GrammarException.class, () -> JsonSchemaGrammar.of(deep));
    assertThat(e.getMessage())
        .isEqualTo(
            "schema#" + "/items".repeat(100) + ": more than 100 schemas are within one another");
  }

  @SuppressWarnings("unchecked") // a schema is an object
  private static Map<String, Object> schema(String json) throws Exception {
    return (Map<String, Object>) Json.parse(json);
  }
}
