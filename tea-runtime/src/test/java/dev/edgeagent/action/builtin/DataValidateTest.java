package dev.edgeagent.action.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgeagent.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Expected messages are those of Python's jsonschema 4.26, but for the paths of false schemas and
 * for decimal multiples, where Python is wrong.
 */
class DataValidateTest {

  private final ActionRun actions = new ActionRun(Path.of("/nowhere"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"type\":\"object\"} | {} | ",
        "{\"required\":[\"n\",\"x\"],\"type\":\"object\"} | {} | : 'n' is a required property; :"
            + " 'x' is a required property",
        "{\"properties\":{\"a\":{\"minimum\":3},\"n\":{\"minLength\":2},\"m\":{\"minLength\":1}}} |"
            + " {\"a\":2,\"n\":\"a\",\"m\":\"\"} | a: 2 is less than the minimum of 3; n: 'a' is"
            + " too short; m: '' should be non-empty",
        "{\"enum\":[\"a\",1]} | \"b\" | : 'b' is not one of ['a', 1]",
        "{\"const\":3} | 3.0 | ",
        "{\"const\":3} | true | : 3 was expected",
        "{\"const\":[1,{\"a\":null}]} | [1.0,{\"a\":null}] | ",
        "{\"anyOf\":[{\"type\":\"string\"},{\"minimum\":5}]} | 3 | : 3 is not valid under any of"
            + " the given schemas",
        "{\"oneOf\":[{\"type\":\"string\"},{\"minimum\":5}]} | 3 | : 3 is not valid under any of"
            + " the given schemas",
        "{\"allOf\":[{\"type\":\"string\"},{\"minimum\":5}]} | 3 | : 3 is not of type 'string'; : 3"
            + " is less than the minimum of 5",
        "{\"not\":{\"type\":\"integer\"}} | 3 | : 3 should not be valid under {'type': 'integer'}",
        "{\"pattern\":\"^a+$\"} | \"ba\" | : 'ba' does not match '^a+$'",
        "{\"uniqueItems\":true} | [1,1.0] | : [1, 1.0] has non-unique elements",
        "{\"uniqueItems\":true} | [1,true] | ",
        "{\"$ref\":\"#/definitions/x\",\"definitions\":{\"x\":{\"type\":\"string\"}}} | 3 | : 3 is"
            + " not of type 'string'",
        "{\"if\":{\"type\":\"integer\"},\"then\":{\"minimum\":5}} | 3 | : 3 is less than the"
            + " minimum of 5",
        "{\"minProperties\":3,\"maxProperties\":1} | {\"a\":1,\"b\":2} | : {'a': 1, 'b': 2} does"
            + " not have enough properties; : {'a': 1, 'b': 2} has too many properties",
        "{\"minItems\":4,\"contains\":{\"const\":9}} | [1,2] | : [1, 2] is too short; : None of [1,"
            + " 2] are valid under the given schema",
        "{\"maxItems\":0} | [1] | : [1] is expected to be empty",
        "{\"multipleOf\":0.01} | 4.35 | ",
        "{\"multipleOf\":0.1} | 0.35 | : 0.35 is not a multiple of 0.1",
        "{\"exclusiveMinimum\":3} | 3 | : 3 is less than or equal to the minimum of 3",
        "{\"exclusiveMaximum\":3} | 3 | : 3 is greater than or equal to the maximum of 3",
        "{\"type\":[\"string\",\"null\"]} | 3 | : 3 is not of type 'string', 'null'",
        "{\"type\":\"integer\"} | 1.0 | ",
        "{\"type\":\"integer\"} | true | : True is not of type 'integer'",
        "{\"type\":\"number\"} | 12345678901234567890123 | ",
        "{\"maximum\":9007199254740992} | 9007199254740993 | : 9007199254740993 is greater than the"
            + " maximum of 9007199254740992",
        "false | \"x\" | : False schema does not allow 'x'",
        "{\"properties\":{\"a\":false}} | {\"a\":1} | a: False schema does not allow 1",
        "{\"maxLength\":1} | \"\\uD83D\\uDE00\" | ",
        "{\"properties\":{\"not\":{\"type\":\"null\"},\"if\":{\"type\":\"null\"}}} |"
            + " {\"not\":1,\"if\":2} | not: 1 is not of type 'null'; if: 2 is not of type 'null'",
        "{\"properties\":{\"a/b\":{\"items\":[{},{\"type\":\"null\"}]}}} | {\"a/b\":[1,2]} | a/b.1:"
            + " 2 is not of type 'null'",
        "{\"format\":\"email\"} | \"x\" | ",
        "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"prefixItems\":[{\"type\":\"integer\"}],\"items\":false}"
            + " | [1,2] | 1: False schema does not allow 2",
        "{\"propertyNames\":{\"maxLength\":1}} | {\"bc\":1} | : \"bc\" is longer than 1 characters",
        "{\"oneOf\":[{\"type\":\"integer\"},{\"minimum\":2}]} | 3 | : 3 is valid under more than"
            + " one of [{'type': 'integer'}, {'minimum': 2}]"
      })
  void findsWhatIsWrong(String schema, String data, String errors) throws Exception {
    String found = "";
    for (Object error : errors(schema, data)) {
      Map<?, ?> map = (Map<?, ?>) error;
      found += (found.isEmpty() ? "" : "; ") + map.get("path") + ": " + map.get("message");
    }
    assertThat(found.strip()).isEqualTo(errors == null ? "" : errors);
  }

  private List<?> errors(String schema, String data) throws Exception {
    Map<?, ?> result =
        (Map<?, ?>)
            Json.parse(
                actions.run(
                    "data.validate", "{\"schema\": " + schema + ", \"data\": " + data + "}"));
    List<?> errors = (List<?>) result.get("errors");
    assertThat(result.get("success")).isEqualTo(true);
    assertThat(result.get("valid")).isEqualTo(errors.isEmpty());
    return errors;
  }

  @Test
  void givesValidErrorsAndSuccess() throws Exception {
    assertThat(
            actions.run(
                "data.validate",
                """
                {"input": {"a": [1, "b"], "zz": 1},
                 "schema": {"required": ["n"], "properties": {"a": {"items": {"type": "integer"}}},
                            "additionalProperties": false}}
                """))
        .isEqualTo(
            "{\"valid\":false,\"errors\":["
                + "{\"path\":\"\",\"message\":\"'n' is a required property\"},"
                + "{\"path\":\"a.1\",\"message\":\"'b' is not of type 'integer'\"},"
                + "{\"path\":\"\",\"message\":\"Additional properties are not allowed"
                + " ('zz' was unexpected)\"}],\"success\":true}");
    assertThat(actions.run("data.validate", "{\"data\": 1, \"schema\": true}"))
        .isEqualTo("{\"valid\":true,\"errors\":[],\"success\":true}");
    assertThat(actions.run("data.validate", "{\"data\": null, \"schema\": {}}"))
        .isEqualTo(
            "{\"valid\":false,\"errors\":[{\"path\":\"\",\"message\":\"Data is"
                + " None\"}],\"success\":true}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "null                                    | Schema is required",
        "[1]                                     | Invalid schema: a schema is a map",
        "{\"pattern\": \"([\"}                     | Invalid schema: '([' is no regular expression:"
            + " Unclosed character class",
        "{\"properties\": {\"a\": {\"type\": \"strange\"}}} | Invalid schema: #/properties/a/type:"
            + " Expected any of [[array, boolean, integer, null, number, object, string]]",
        "{\"$schema\": \"http://127.0.0.1:1/s\"} | Invalid schema: Cannot resolve meta-schema"
            + " [http://127.0.0.1:1/s]",
        "{\"$ref\": \"http://127.0.0.1:1/s\"}  | Validation error: Resolution of $ref"
            + " [http://127.0.0.1:1/s] failed",
        "{\"$ref\": \"#/definitions/no\"}      | Validation error: Resolution of $ref"
            + " [#/definitions/no] failed",
        "{\"$ref\": \"#\"}                     | Validation error: the data or the schema is nested"
            + " too deeply"
      })
  void saysWhatIsNoSchema(String schema, String error) throws Exception {
    assertThat(actions.run("data.validate", "{\"data\": 1, \"schema\": " + schema + "}"))
        .isEqualTo("{\"success\":false,\"error\":\"" + error + "\",\"error_type\":\"validate\"}");
  }

  @Test
  void refusesNumbersThatAreNoneAndDataThatIsTooDeep() throws Exception {
    assertThat(
            actions.run("data.validate", Map.of("data", List.of(Double.NaN), "schema", Map.of())))
        .isEqualTo(
            "{\"success\":false,\"error\":\"Validation error: NaN is not a number in"
                + " JSON\",\"error_type\":\"validate\"}");
    List<Object> deep = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      List<Object> outer = new ArrayList<>();
      outer.add(deep);
      deep = outer;
    }
    Map<String, Object> schema = new HashMap<>();
    schema.put("items", Map.of("$ref", "#"));
    assertThat(actions.run("data.validate", Map.of("data", deep, "schema", schema)))
        .isEqualTo(
            "{\"success\":false,\"error\":\"Validation error: the data or the schema is nested"
                + " too deeply\",\"error_type\":\"validate\"}");
  }
}
