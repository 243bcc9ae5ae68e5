package dev.edgeagent.llm.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgeagent.action.builtin.SchemaValidity;
import dev.edgeagent.json.Json;
import dev.edgeagent.json.JsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Schemas and texts at random: what is accepted fits, and what fits is accepted. */
class RandomSchemaTest {

  private static final int SCHEMAS = 200;
  private static final int TEXTS = 10;

  /**
   * A text that a grammar accepted or refused wrongly.
   *
   * @param wrong what is wrong with it
   */
  private record Wrong(String wrong, String text, String schema) {}

  @Test
  void textsThatFitAreAccepted() throws Exception {
    var random = new Random(1);
    List<Wrong> wrong = new ArrayList<>();
    for (int i = 0; i < SCHEMAS; i++) {
      RandomSchema schema = RandomSchema.of(random);
      String grammar = JsonSchemaGrammar.of(schema.schema());
      for (int j = 0; j < TEXTS; j++) {
        String text = schema.text().get();
        assertThat(SchemaValidity.fits(schema.schema(), Json.parse(text))).isTrue();
        if (!Recogniser.accepts(grammar, text)) {
          wrong.add(new Wrong("fits, and is refused", text, Json.compact(schema.schema())));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void textsThatAGrammarMakesFit() throws Exception {
    var random = new Random(2);
    List<Wrong> wrong = new ArrayList<>();
    for (int i = 0; i < SCHEMAS; i++) {
      Map<String, Object> schema = RandomSchema.of(random).schema();
      String grammar = JsonSchemaGrammar.of(schema);
      for (int j = 0; j < TEXTS; j++) {
        String text = RandomText.of(grammar, random);
        if (!isValid(schema, text)) {
          wrong.add(new Wrong("was made, and does not fit", text, Json.compact(schema)));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void brokenTextsAreRefused() throws Exception {
    var random = new Random(3);
    List<Wrong> wrong = new ArrayList<>();
    int broken = 0;
    for (int i = 0; i < SCHEMAS; i++) {
      RandomSchema schema = RandomSchema.of(random);
      String grammar = JsonSchemaGrammar.of(schema.schema());
      for (int j = 0; j < TEXTS; j++) {
        String text = broken(schema.text().get(), random);
        if (!isValid(schema.schema(), text)) {
          broken++;
          if (Recogniser.accepts(grammar, text)) {
            wrong.add(
                new Wrong("does not fit, and is accepted", text, Json.compact(schema.schema())));
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(broken).isGreaterThan(SCHEMAS * TEXTS / 2);
  }

  private static boolean isValid(Map<String, Object> schema, String text) {
    try {
      return SchemaValidity.fits(schema, Json.parse(text));
    } catch (JsonException e) {
      return false;
    }
  }

  private static String broken(String text, Random random) {
    String[] pieces = {
      "\"", ",", "}", "]", "{", "0", "-", ".", "1", "null", "a", "\\", " ", "\u0001"
    };
    var changed = new StringBuilder(text);
    for (int i = random.nextInt(2); i >= 0; i--) {
      int at = random.nextInt(changed.length() + 1);
      int end = Math.min(changed.length(), at + random.nextInt(3));
      changed.replace(at, end, random.nextInt(3) == 0 ? "" : pieces[random.nextInt(pieces.length)]);
    }
    return changed.toString();
  }
}
