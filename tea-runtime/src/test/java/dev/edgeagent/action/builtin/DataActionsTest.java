package dev.edgeagent.action.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataActionsTest {

  private final ActionRun actions = new ActionRun(Path.of("/nowhere"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "eq         | 2             | 2",
        "eq         | 2.0           | 2",
        "ne         | 2             | 1,3,\"abc\",null,[1,2]",
        "gt         | 1             | 2,3",
        "gte        | 2.0           | 2,3",
        "lt         | 2             | 1",
        "lte        | \"abd\"       | \"abc\"",
        "in         | [1, \"abc\"]  | 1,\"abc\"",
        "in         | []            | ",
        "not_in     | [1, \"abc\"]  | 2,3,null,[1,2]",
        "contains   | \"b\"         | \"abc\"",
        "contains   | 1             | [1,2]",
        "startswith | \"a\"         | \"abc\"",
        "endswith   | \"bc\"        | \"abc\"",
        "exists     | 0             | 1,2,3,\"abc\",null,[1,2]",
        "like       | 0             | "
      })
  void filtersByEachOperator(String op, String value, String kept) throws Exception {
    String items = "";
    for (String item : kept == null ? new String[0] : kept.split(",(?![^\\[]*\\])")) {
      items += (items.isEmpty() ? "" : ",") + "{\"v\":" + item + "}";
    }
    String data = "[{\"v\":1},{\"v\":2},{\"v\":3},{\"v\":\"abc\"},{\"v\":null},{\"v\":[1,2]}]";
    assertThat(
            actions.run(
                "data.filter",
                "{\"data\":"
                    + data
                    + ",\"predicate\":{\"field\":\"v\",\"op\":\""
                    + op
                    + "\",\"value\":"
                    + value
                    + "}}"))
        .startsWith("{\"result\":[" + items + "],\"original_count\":6,");
  }

  @Test
  void filtersByAllPredicatesAndNestedFields() throws Exception {
    assertThat(
            actions.run(
                "data.filter",
                """
                {"data": [{"a": {"b": 1}, "c": "x"}, {"a": {"b": 1}}, 7],
                 "predicate": [{"field": "a.b", "value": 1}, {"field": "c", "op": "ne"}]}
                """))
        .isEqualTo(
            "{\"result\":[{\"a\":{\"b\":1},\"c\":\"x\"}],\"original_count\":3,"
                + "\"filtered_count\":1,\"success\":true}");
    assertThat(
            actions.run(
                "data.filter",
                "{\"input\": [{\"k\": 1}, {}], \"key\": \"k\", \"operator\": \"not_exists\"}"))
        .isEqualTo("{\"result\":[{}],\"original_count\":2,\"filtered_count\":1,\"success\":true}");
  }

  @Test
  void saysWhatIsNoFilter() throws Exception {
    assertThat(actions.run("data.filter", "{\"data\": {}, \"predicate\": {}}"))
        .isEqualTo(
            "{\"success\":false,\"error\":\"Data must be a list\",\"error_type\":\"filter\"}");
    assertThat(actions.run("data.filter", "{\"data\": null, \"predicate\": {}}"))
        .isEqualTo("{\"success\":false,\"error\":\"Data is required\",\"error_type\":\"filter\"}");
    assertThat(actions.run("data.filter", "{\"data\": [], \"predicate\": null}"))
        .isEqualTo(
            "{\"success\":false,\"error\":\"Predicate is required\",\"error_type\":\"filter\"}");
    assertThat(actions.run("data.filter", "{\"data\": [], \"predicate\": \"a > 1\"}"))
        .isEqualTo(
            "{\"success\":false,\"error\":\"Filter error: a predicate must be {field, op, value},"
                + " got a str\",\"error_type\":\"filter\"}");
  }

  @Test
  void saysThatValuesAreTooDeepToBeCompared() throws Exception {
    List<Object> deep = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      List<Object> outer = new ArrayList<>();
      outer.add(deep);
      deep = outer;
    }
    List<Object> same = List.of(deep);
    assertThat(
            actions.run(
                "data.filter",
                Map.of(
                    "data",
                    List.of(Map.of("v", same)),
                    "predicate",
                    Map.of("field", "v", "value", List.of(deep)))))
        .isEqualTo(
            "{\"success\":false,\"error\":\"Filter error: values nested too deeply to"
                + " compare\",\"error_type\":\"filter\"}");
  }

  @Test
  void mergesByEachStrategy() throws Exception {
    String sources = "{\"sources\": [{\"a\": {\"x\": 1}, \"b\": 1}, null, {\"a\": {\"y\": 2}}]";
    assertThat(actions.run("data.merge", sources + "}"))
        .isEqualTo(
            "{\"result\":{\"a\":{\"x\":1,\"y\":2},\"b\":1},\"source_count\":3,\"success\":true}");
    assertThat(actions.run("data.merge", sources + ", \"strategy\": \"shallow\"}"))
        .isEqualTo("{\"result\":{\"a\":{\"y\":2},\"b\":1},\"source_count\":3,\"success\":true}");
    assertThat(actions.run("data.merge", sources + ", \"deep\": \"false\"}"))
        .isEqualTo("{\"result\":{\"a\":{\"y\":2},\"b\":1},\"source_count\":3,\"success\":true}");
    assertThat(actions.run("data.merge", sources + ", \"strategy\": \"replace\"}"))
        .isEqualTo("{\"result\":{\"a\":{\"y\":2}},\"source_count\":3,\"success\":true}");
    assertThat(actions.run("data.merge", "{\"sources\": []}"))
        .isEqualTo("{\"result\":{},\"source_count\":0,\"success\":true}");
  }

  @Test
  void mergingLeavesTheSourcesAsTheyAre() throws Exception {
    Map<String, Object> inner = new HashMap<>(Map.of("x", 1L));
    Map<String, Object> first = new HashMap<>(Map.of("a", inner));
    actions.run("data.merge", Map.of("sources", List.of(first, Map.of("a", Map.of("y", 2L)))));
    assertThat(first).isEqualTo(Map.of("a", Map.of("x", 1L)));
  }

  @Test
  void saysWhatCannotBeMerged() throws Exception {
    assertThat(actions.run("data.merge", "{\"sources\": [{}, [1]]}"))
        .isEqualTo(
            "{\"success\":false,\"error\":\"All sources must be dictionaries, got"
                + " list\",\"error_type\":\"merge\"}");
    assertThat(actions.run("data.merge", "{\"sources\": {}}"))
        .isEqualTo(
            "{\"success\":false,\"error\":\"Sources must be a list\",\"error_type\":\"merge\"}");
    assertThat(actions.run("data.merge", "{\"sources\": [{}], \"strategy\": \"best\"}"))
        .isEqualTo(
            "{\"success\":false,\"error\":\"Unknown strategy: best. Use 'shallow', 'deep', or"
                + " 'replace'\",\"error_type\":\"merge\"}");
    List<Object> sources = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Map<String, Object> deep = new HashMap<>();
      for (int level = 0; level < 5000; level++) {
        deep = new HashMap<>(Map.of("a", deep));
      }
      sources.add(deep);
    }
    assertThat(actions.run("data.merge", Map.of("sources", sources)))
        .isEqualTo(
            "{\"success\":false,\"error\":\"Merge error: maps nested deeper than 1000"
                + " levels\",\"error_type\":\"merge\"}");
  }
}
