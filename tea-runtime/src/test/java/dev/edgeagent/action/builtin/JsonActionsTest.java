package dev.edgeagent.action.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgeagent.action.ActionException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** json.parse, json.stringify and json.transform; expected texts are what Python prints. */
class JsonActionsTest {

  private final ActionRun actions = new ActionRun(Path.of("/nowhere"));

  @Test
  void parsesTextWithItsNumbersAndOrderAsTheyAre() throws Exception {
    assertThat(
            actions.run(
                "json.parse", Map.of("text", "{\"b\":[1,1.0,12345678901234567890],\"a\":null}")))
        .isEqualTo("{\"data\":{\"b\":[1,1.0,12345678901234567890],\"a\":null},\"success\":true}");
    assertThat(actions.run("json.parse", Map.of("input", "true")))
        .isEqualTo("{\"data\":true,\"success\":true}");
  }

  @Test
  void saysWhereTextIsNotJson() throws Exception {
    assertThat(actions.run("json.parse", Map.of("text", "{\"a\": 1,\n \"b\": }")))
        .isEqualTo(
            "{\"success\":false,\"error\":\"JSON parse error: Expecting"
                + " value\",\"error_type\":\"parse\",\"position\":{\"line\":2,\"column\":7}}");
    assertThat(actions.run("json.parse", Map.of("text", "{\"a\":\n [1, 2")))
        .isEqualTo(
            "{\"success\":false,\"error\":\"JSON parse error: Expecting ','"
                + " delimiter\",\"error_type\":\"parse\",\"position\":{\"line\":2,\"column\":7}}");
    assertThat(actions.run("json.parse", "{\"text\": null}"))
        .isEqualTo("{\"success\":false,\"error\":\"Input text is None\",\"error_type\":\"parse\"}");
    for (String bad : List.of("", "NaN", "1e999", "[1,]", "'a'", "[".repeat(5000))) {
      assertThat(actions.run("json.parse", Map.of("text", bad)))
          .startsWith("{\"success\":false,\"error\":\"JSON parse error: ");
    }
  }

  @Test
  void readsCommentsOrTakesTheDefaultIfNotStrict() throws Exception {
    assertThat(
            actions.run(
                "json.parse",
                Map.of(
                    "text",
                    "{\"url\": \"http://x\", // a\n /* b */ \"l\": [1,],}",
                    "strict",
                    "false")))
        .isEqualTo("{\"data\":{\"url\":\"http://x\",\"l\":[1]},\"success\":true}");
    assertThat(actions.run("json.parse", "{\"text\": \"no\", \"strict\": false, \"default\": {}}"))
        .isEqualTo("{\"data\":{},\"success\":true}");
    assertThat(actions.run("json.parse", "{\"text\": \"no\", \"default\": {}}"))
        .startsWith("{\"success\":false");
  }

  @Test
  void refusesParametersThatAreMissingOrOfAnotherType() {
    assertThatThrownBy(() -> actions.run("json.parse", "{}"))
        .isInstanceOf(ActionException.class)
        .hasMessage("parameter 'text' is missing");
    assertThatThrownBy(() -> actions.run("json.parse", "{\"text\": [1]}"))
        .isInstanceOf(ActionException.class)
        .hasMessage("parameter 'text' must be a text, got [1]");
    assertThatThrownBy(() -> actions.run("json.parse", "{\"text\": \"1\", \"strict\": \"maybe\"}"))
        .isInstanceOf(ActionException.class)
        .hasMessage("parameter 'strict' must be true or false, got \"maybe\"");
  }

  @Test
  void writesAsPythonDoes() throws Exception {
    assertThat(stringify("{\"data\": {\"v\": 10, \"i\": [0, 1.0, 1e22, null, true]}}"))
        .isEqualTo("{\"v\": 10, \"i\": [0, 1.0, 1e+22, null, true]}");
    assertThat(stringify("{\"data\": \"é\uD83D\uDE00\\n\\\"q\\\"\"}"))
        .isEqualTo("\"\\u00e9\\ud83d\\ude00\\n\\\"q\\\"\"");
    assertThat(
            stringify("{\"data\": {\"b\": 1, \"a\": [], \"c\": {\"x\": [1]}}, \"indent\": \"2\"}"))
        .isEqualTo(
            "{\n  \"b\": 1,\n  \"a\": [],\n  \"c\": {\n    \"x\": [\n      1\n    ]\n  }\n}");
    assertThat(
            stringify("{\"data\": {\"b\": 1, \"a\": 2}, \"sort_keys\": \"true\", \"indent\": 0}"))
        .isEqualTo("{\n\"a\": 2,\n\"b\": 1\n}");
    assertThat(stringify("{\"input\": [1], \"pretty\": true}")).isEqualTo("[\n  1\n]");
    assertThat(stringify("{\"data\": null}")).isEqualTo("null");
  }

  private String stringify(String params) throws Exception {
    String result = actions.run("json.stringify", params);
    Object parsed = dev.edgeagent.json.Json.parse(result);
    assertThat(((Map<?, ?>) parsed).get("success")).isEqualTo(true);
    return String.valueOf(((Map<?, ?>) parsed).get("text"));
  }

  @Test
  void saysWhatJsonCannotHold() throws Exception {
    assertThat(actions.run("json.stringify", Map.of("data", List.of(Double.NaN))))
        .isEqualTo(
            "{\"success\":false,\"error\":\"JSON serialization error: NaN is not a number in"
                + " JSON\",\"error_type\":\"serialize\"}");
    List<Object> deep = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      List<Object> outer = new ArrayList<>();
      outer.add(deep);
      deep = outer;
    }
    assertThat(actions.run("json.stringify", Map.of("data", deep)))
        .isEqualTo(
            "{\"success\":false,\"error\":\"JSON serialization error: a value too large or too"
                + " deeply nested for JSON\",\"error_type\":\"serialize\"}");
    assertThat(actions.run("json.transform", Map.of("data", deep, "expression", "to_string(@)")))
        .startsWith("{\"success\":false,\"error\":\"JMESPath error: a value too large");
  }

  @Test
  void transformsWithIntegersThatStayIntegers() throws Exception {
    Map<String, Object> params = new HashMap<>();
    params.put("data", Map.of("n", List.of(1L, 2L, BigInteger.TWO.pow(64))));
    params.put("expression", "{sum: sum(n), last: n[-1]}");
    assertThat(actions.run("json.transform", params))
        .isEqualTo(
            "{\"result\":{\"sum\":18446744073709551619,\"last\":18446744073709551616},"
                + "\"expression\":\"{sum: sum(n), last: n[-1]}\",\"success\":true}");
    assertThat(actions.run("json.transform", "{\"input\": [1], \"expression\": \"a\"}"))
        .isEqualTo("{\"result\":null,\"expression\":\"a\",\"success\":true}");
  }

  @Test
  void reportsWhatCannotBeTransformedAsData() throws Exception {
    assertThat(actions.run("json.transform", "{\"data\": [1], \"expression\": \"a[\"}"))
        .isEqualTo(
            "{\"success\":false,\"error\":\"JMESPath error: the expression is incomplete: it ends"
                + " at column 3\",\"error_type\":\"transform\",\"expression\":\"a[\"}");
    assertThat(actions.run("json.transform", "{\"data\": null, \"expression\": \"a\"}"))
        .isEqualTo(
            "{\"success\":false,\"error\":\"Input data is None\",\"error_type\":\"transform\"}");
    assertThat(actions.run("json.transform", "{\"data\": 1, \"expression\": \"\"}"))
        .isEqualTo(
            "{\"success\":false,\"error\":\"Expression is"
                + " required\",\"error_type\":\"transform\"}");
    assertThat(
            actions.run(
                "json.transform",
                "{\"data\": 1, \"expression\": \"$.a\", \"engine\": \"jsonpath\"}"))
        .isEqualTo(
            "{\"success\":false,\"error\":\"Unknown engine: jsonpath. Use"
                + " 'jmespath'\",\"error_type\":\"transform\"}");
  }
}
