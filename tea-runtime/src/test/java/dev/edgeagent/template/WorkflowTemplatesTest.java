package dev.edgeagent.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkflowTemplatesTest {

  private final WorkflowTemplates templates =
      new WorkflowTemplates(
          TemplateOptions.workflow().withFilter("shout", (value, arguments) -> value + "!"));
  private final Map<String, Object> state = new LinkedHashMap<>();
  private final Map<String, Object> context = new LinkedHashMap<>();

  WorkflowTemplatesTest() {
    state.put("n", 5);
    state.put("none", null);
    state.put("list", new ArrayList<>(List.of(3, 1)));
    state.put("items", List.of("key"));
    state.put("map", new LinkedHashMap<>(Map.of("a", 1)));
    state.put("yes", "x");
    state.put("no", List.of());
    context.put("state", state);
    context.put("variables", Map.of("name", "Ann", "n", 7, "none", true));
  }

  @Test
  void keepsTheTypeOfALoneExpression() throws Exception {
    assertThat(templates.text("{{ state.n }}", context)).isEqualTo(5L);
    assertThat(templates.text("  {{ state.n + 1.5 }}\n", context)).isEqualTo(6.5);
    assertThat(templates.text("{{ state.list }}", context)).isSameAs(state.get("list"));
    assertThat(templates.text("{{ state.map }}", context)).isSameAs(state.get("map"));
    assertThat(templates.text("{{ [state.map, (1, 2)] }}", context))
        .isEqualTo(List.of(Map.of("a", 1), List.of(1L, 2L)));
    assertThat(templates.text("{{ state.none }}", context)).isNull();
    assertThat(templates.text("{{ state.list | map('string') }}", context))
        .isEqualTo(List.of("3", "1"));
    assertThat(templates.text("{{ 9007199254740993 * 10 ** 9 }}", context))
        .isEqualTo(new BigInteger("9007199254740993000000000"));
  }

  @Test
  void rendersOtherTextWithPythonsForms() throws Exception {
    assertThat(
            templates.text(
                "{{ state.n > 1 }} {{ state.none }} {{ state.map }} {{ 1e16 }}", context))
        .isEqualTo("True None {'a': 1} 1e+16");
    assertThat(templates.text("{{ state.n }}{{ state.n }}", context)).isEqualTo("55");
    assertThat(templates.text("a\n", context)).isEqualTo("a\n");
    assertThat(templates.text("{% if true %}a{% endif %}\n", context)).isEqualTo("a\n");
    assertThat(templates.text("{# no template #}", context)).isEqualTo("{# no template #}");
  }

  @Test
  void replacesVariablesInTextOnly() throws Exception {
    assertThat(templates.text("${name} ${n} ${none} ${other} ${ {{ state.n }}", context))
        .isEqualTo("Ann 7 True ${other} ${ 5");
    assertThat(templates.text("{{ '${name}' }}", context)).isEqualTo("${name}");
  }

  @Test
  void givesNoneForMissingKeysOfMapsFromTheContext() throws Exception {
    assertThat(templates.text("{{ state.missing }}", context)).isNull();
    assertThat(templates.text("<{{ state.map.missing }}>", context)).isEqualTo("<None>");
    assertThat(templates.text("{{ state.missing | default('d') }}", context)).isNull();
    assertThat(templates.text("{{ state.missing | default('d', true) }}", context)).isEqualTo("d");
    assertThat(templates.text("{{ state.items }}", context)).isEqualTo(List.of("key"));
  }

  @Test
  void reportsUndefinedNames() throws Exception {
    assertThat(templates.text("{{ nosuch }}", context)).isNull();
    assertThatThrownBy(() -> templates.text("a {{ nosuch }}", context))
        .hasMessage("line 1, column 6: 'nosuch' is undefined");
    assertThatThrownBy(() -> templates.text("a {{ state.a.b }}", context))
        .hasMessage("line 1, column 14: 'None' has no attribute 'b'");
    assertThatThrownBy(() -> templates.text("{{ nosuch.thing }}", context))
        .hasMessageContaining("'nosuch' is undefined");
  }

  @Test
  void keepsTheTextWherePythonRaisesNoTemplateError() throws Exception {
    assertThat(templates.text("{{ 1 / 0 }}", context)).isEqualTo("{{ 1 / 0 }}");
    assertThat(templates.text("{{ 'a' + 1 }}", context)).isEqualTo("{{ 'a' + 1 }}");
    assertThatThrownBy(() -> templates.text("a {{ 1 / 0 }}", context))
        .hasMessageContaining("division by zero");
    assertThatThrownBy(() -> templates.text("{{ 1 | }}", context))
        .isInstanceOf(TemplateException.class);
  }

  @Test
  void rendersParametersInMapsAndOneLevelOfLists() throws Exception {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("text", "{{ state.n }}");
    params.put("map", Map.of("deep", "n={{ state.n }}"));
    params.put(
        "list",
        Arrays.asList(
            "{{ state.n }}", Map.of("x", "{{ state.n }}"), List.of("{{ state.n }}"), 3, null));
    params.put("number", 1);

    assertThat(templates.render(params, context))
        .isEqualTo(
            Map.of(
                "text",
                5L,
                "map",
                Map.of("deep", "n=5"),
                "list",
                Arrays.asList(5L, Map.of("x", 5L), List.of("{{ state.n }}"), 3, null),
                "number",
                1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "True; true",
        "False; false",
        "true; true",
        "FALSE; false",
        "yes; true",
        "no; false",
        "missing; false",
        "!no; true",
        "! yes; false",
        "!missing; true",
        "state.n > 3; true",
        "state.n > 3 and not state.yes; false",
        "{{ state.n == 4 }}; false",
        "{{ state.list }}; true",
        "{% if false %}x{% endif %}; false",
        "x {{ false }}; true",
        "nosuch.x is defined or state.n; true"
      })
  void decidesConditions(String condition, boolean holds) throws Exception {
    context.put("nosuch", Map.of());

    assertThat(templates.condition(condition, context)).isEqualTo(holds);
  }

  @ParameterizedTest
  @ValueSource(strings = {"state.missing > 3", "{{ state.missing > 3 }}", "1 / 0"})
  void neverDecidesAConditionThatCannotBeComputed(String condition) {
    assertThatThrownBy(() -> templates.condition(condition, context))
        .isInstanceOf(TemplateException.class);
    assertThatThrownBy(() -> templates.gotoCondition(condition, context))
        .isInstanceOf(TemplateException.class);
    assertThatThrownBy(() -> templates.choice(condition, context))
        .isInstanceOf(TemplateException.class);
  }

  @Test
  void usesFiltersOfTheApplication() throws Exception {
    assertThat(templates.text("{{ state.yes | shout }}", context)).isEqualTo("x!");
    assertThat(templates.text("{{ state.list | map('shout') | join }}", context)).isEqualTo("3!1!");
  }

  @Test
  void doesNotChangeTheContext() {
    assertThatThrownBy(() -> templates.text("{{ state.list.append(1) }}", context))
        .hasMessageContaining("list.append() would change the data");
    assertThatThrownBy(() -> templates.text("{{ state.pop('n') }}", context))
        .isInstanceOf(TemplateException.class);
    assertThat(state).hasSize(7);
  }
}
