package dev.edgeagent.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

  private static String render(String source, Map<String, ?> context) throws TemplateException {
    return Template.parse(source, TemplateOptions.jinja()).render(context);
  }

  private static TemplateException error(String source) {
    return catchThrowableOfType(
        TemplateException.class, () -> render(source, Map.of("l", List.of(1, 2))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{{ 1 | }}; 1; 8; expected a name, got end of print statement",
        "a|{{ x ]; 2; 6; unexpected ']'",
        "a||  {% if x %}b; 3; 6; this block is not closed",
        "{% for x in l %}|{% endif %}; 2; 4; Encountered unknown tag 'endif'.",
        "{{ 'abc; 1; 4; this string is not closed",
        "{# abc; 1; 1; Missing end of comment tag",
        "{% raw %}|{{; 1; 1; Missing end of raw directive",
        "😀{{ l | nosuch }}; 1; 9; No filter named 'nosuch'.",
        "{{ l is nosuch }}; 1; 9; No test named 'nosuch'.",
        "{% include 'x' %}; 1; 4; {% include %} is not supported: a template here is one text",
        "{% else %}; 1; 4; Encountered unknown tag 'else'.",
        "{% nosuch %}; 1; 4; Encountered unknown tag 'nosuch'.",
        "{{ x ? 1 }}; 1; 6; unexpected char '?'"
      })
  void placesSyntaxErrors(String source, int line, int column, String what) {
    TemplateException e =
        error(source.replace('|', '\n').replace(" \n ", " | ").replace("l \n", "l |"));

    assertThat(e.kind()).isEqualTo(TemplateException.Kind.SYNTAX);
    assertThat(e.what()).isEqualTo(what);
    assertThat(List.of(e.line(), e.column())).isEqualTo(List.of(line, column));
    assertThat(e.fix()).isNotBlank();
  }

  @Test
  void placesErrorsOfRendering() {
    TemplateException e = error("a\n{% for x in l %}\n  {{ x + 'b' }}\n{% endfor %}");

    assertThat(e)
        .hasMessage("line 3, column 8: unsupported operand type(s) for +: 'int' and 'str'");
    assertThat(e.kind()).isEqualTo(TemplateException.Kind.VALUE);
  }

  @Test
  void passesOnWhatAChatTemplateRaises() throws Exception {
    Template template =
        Template.parse("{{ raise_exception('only user') }}", TemplateOptions.chat());

    TemplateException e =
        catchThrowableOfType(TemplateException.class, () -> template.render(Map.of()));

    assertThat(e.what()).isEqualTo("only user");
    assertThat(e.kind()).isEqualTo(TemplateException.Kind.TEMPLATE);
  }

  @Test
  void knowsWhetherItIsOneExpression() throws Exception {
    assertThat(Template.parse(" {{ 1 }}\n", TemplateOptions.jinja()).isExpression()).isTrue();
    assertThat(Template.parse("{{ 1 }}{{ 2 }}", TemplateOptions.jinja()).isExpression()).isFalse();
    assertThat(
            Template.parse("{% if 1 %}{{ 2 }}{% endif %}", TemplateOptions.jinja()).isExpression())
        .isFalse();
    assertThat(Template.parse("a", TemplateOptions.jinja()).isExpression()).isFalse();
  }

  /** Where Jinja2 would give a bound method that nobody can use. */
  @Test
  void letsKeysShadowMethodsThatAreNotCalled() throws Exception {
    Map<String, Object> context = Map.of("m", Map.of("items", "key"));

    assertThat(render("{{ m.items }} {{ m.items() | list }}", context))
        .isEqualTo("key [('items', 'key')]");
  }

  /** Where Python prints an address. */
  @Test
  void printsIteratorsAsLists() throws Exception {
    assertThat(render("{{ [1, 2] | map('string') }}", Map.of())).isEqualTo("['1', '2']");
  }

  @Test
  void takesTheIntegerTypesOfJava() throws Exception {
    Map<String, Object> context = new HashMap<>();
    context.put("i", 1);
    context.put("l", List.of(1, 2L, (short) 3));
    context.put("m", Map.of(1, "one"));
    context.put("f", 1.5f);

    assertThat(
            render(
                "{{ i == 1 }} {{ i in l }} {{ l | sum }} {{ m[1] }} {{ f }} {{ i is integer }}",
                context))
        .isEqualTo("True True 6 one 1.5 True");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ o.class }}",
        "{{ o.getClass() }}",
        "{{ o.root }}",
        "{{ o['class'] }}",
        "{{ ''.class }}",
        "{{ [].getClass() }}"
      })
  void keepsTemplatesAwayFromJava(String source) {
    Template template = parse(source);

    TemplateException e =
        catchThrowableOfType(
            TemplateException.class, () -> template.render(Map.of("o", Path.of("/tmp"))));

    assertThat(e.kind()).isEqualTo(TemplateException.Kind.UNDEFINED);
  }

  private static Template parse(String source) {
    try {
      return Template.parse(source, TemplateOptions.jinja().withStrictUndefined(true));
    } catch (TemplateException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void rendersOnSeveralThreadsAtOnce() throws Exception {
    Template template =
        Template.parse("{% for i in range(n) %}{{ i * n }} {% endfor %}", TemplateOptions.jinja());
    List<Integer> numbers = List.of(1, 2, 3, 50, 99, 100);

    List<String> together = numbers.parallelStream().map(n -> rendered(template, n)).toList();

    assertThat(together).isEqualTo(numbers.stream().map(n -> rendered(template, n)).toList());
  }

  private static String rendered(Template template, int n) {
    try {
      return template.render(Map.of("n", n));
    } catch (TemplateException e) {
      throw new AssertionError(e);
    }
  }
}
