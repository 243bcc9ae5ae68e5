package dev.edgeagent.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LimitsTest {

  private static final Limits SMALL = new Limits(200_000, 1 << 20, 8 << 20, 700);
  private static final String TWICE =
      "{% set ns = namespace(v=[1]) %}{% for i in range(60) %}{% set ns.v = [ns.v, ns.v] %}{%"
          + " endfor %}";
  private static final String DEEP =
      "{% set ns = namespace(v=()) %}{% for i in range(5000) %}{% set ns.v = (ns.v,) %}{% endfor"
          + " %}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ 'x' * 10 ** 9 }}",
        "{{ 10 ** (10 ** 9) }}",
        "{{ [0] * 10 ** 9 }}",
        "{{ range(10 ** 9) | list }}",
        "{{ range(2 ** 70) }}",
        "{% for i in range(10 ** 9) %}{% endfor %}",
        "{% for i in range(10 ** 5) %}{% for j in range(10 ** 5) %}x{% endfor %}{% endfor %}",
        "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
        "{% macro f() %}{% call f() %}{{ caller() }}{% endcall %}{% endmacro %}{{ f() }}",
        "{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}",
        "{{ '%1000000000d' % 5 }}",
        "{{ '%.1000000000f' % 5.5 }}",
        "{{ '{:>1000000000}'.format(1) }}",
        "{{ 'x' | center(10 ** 9) }}",
        "{{ 'x' | indent(10 ** 9) }}",
        "{{ [1] | batch(10 ** 9, 'x') | list }}",
        "{{ ['a' * 10000] * 100000 }}",
        "{{ ('ab' * 10000).replace('a', 'x' * 10000) }}",
        "{% set a = 7 ** 20000 %}{% for i in range(100000) %}{% set b = a * a // 3 %}{% endfor %}",
        TWICE + "{{ ns.v }}",
        TWICE + "{{ ns.v | tojson }}",
        TWICE + "{{ ns.v == [ns.v[0], [ns.v[0][0], ns.v[0][0] + []]] }}",
        DEEP + "{{ ns.v }}",
        DEEP + "{{ ns.v | tojson }}",
        DEEP + "{{ ns.v < (ns.v,) }}",
        DEEP + "{{ [ns.v] | unique | list }}",
        "{% set ns = namespace() %}{% set ns.self = [ns] %}{{ ns }}"
      })
  void stopsWhatWouldNotEnd(String source) throws Exception {
    Template template = Template.parse(source, TemplateOptions.jinja().withLimits(SMALL));

    TemplateException e =
        catchThrowableOfType(TemplateException.class, () -> template.render(Map.of()));

    assertThat(e.kind()).isEqualTo(TemplateException.Kind.LIMIT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"(", "[", "{1:", "not ", "- ", "a(", "a[", "1 if ", "a|f(", "1 + (", "a is b("})
  void refusesDeeplyNestedExpressions(String open) {
    TemplateException e =
        catchThrowableOfType(
            TemplateException.class,
            () -> Template.parse("{{ " + open.repeat(100_000), TemplateOptions.jinja()));

    assertThat(e.kind()).isIn(TemplateException.Kind.SYNTAX, TemplateException.Kind.LIMIT);
  }

  @ParameterizedTest
  @ValueSource(strings = {" + 1", " ~ 1", ".b", "[0]", "()", " | string", " < 2", " and 2"})
  void survivesLongChains(String link) throws Exception {
    Template template =
        Template.parse("{{ a" + link.repeat(100_000) + " }}", TemplateOptions.jinja());

    assertThat(catchThrowableOfType(TemplateException.class, () -> template.render(Map.of("a", 1))))
        .satisfiesAnyOf(e -> assertThat(e).isNull(), e -> assertThat(e.line()).isEqualTo(1));
  }

  @Test
  void refusesDeeplyNestedBlocks() {
    String source = "{% for x in [1] %}".repeat(1000) + "{% endfor %}".repeat(1000);

    assertThat(
            catchThrowableOfType(
                TemplateException.class, () -> Template.parse(source, TemplateOptions.jinja())))
        .hasMessageContaining("nested deeper than 150 levels");
  }

  @Test
  void fitsIntoASmallStackAtFullDepth() throws Exception {
    List<Throwable> thrown = new ArrayList<>();
    Runnable deep =
        () -> {
          try {
            Template.parse(
                    "{% macro f() %}{% if 1 %}{{ f() ~ 1 }}{% endif %}{% endmacro %}{{ f() }}",
                    TemplateOptions.jinja())
                .render(Map.of());
          } catch (TemplateException e) {
            thrown.add(e);
          }
        };
    Thread thread = new Thread(null, deep, "small stack", 512 << 10);
    thread.start();
    thread.join();

    assertThat(thrown)
        .singleElement()
        .extracting(Throwable::getMessage)
        .asString()
        .contains("deeper than 700 levels");
  }

  @Test
  void endsMutatedTemplatesInTextOrAPlacedError() throws Exception {
    List<GoldenTemplates.Group> groups = GoldenTemplates.groups();
    Random random = new Random(42);
    for (int i = 0; i < 5000; i++) {
      GoldenTemplates.Group group = groups.get(random.nextInt(groups.size()));
      String source =
          mutated(group.cases().get(random.nextInt(group.cases().size())).template(), random);
      try {
        TemplateOptions options = GoldenTemplates.options(group.profile()).withLimits(SMALL);
        Template.parse(source, options).render(group.context());
      } catch (TemplateException e) {
        assertThat(e.line()).as(source).isPositive();
        assertThat(e.fix()).as(source).isNotBlank();
      }
    }
  }

  private static String mutated(String source, Random random) {
    String[] pieces = {
      "{{",
      "}}",
      "{%",
      "%}",
      "{#",
      "-",
      "|",
      "(",
      ")",
      "[",
      "]",
      "'",
      "\\",
      "10**9",
      "{% endif %}",
      "😀",
      " is ",
      ".x"
    };
    StringBuilder text = new StringBuilder(source);
    for (int i = random.nextInt(5); i >= 0; i--) {
      int at = random.nextInt(text.length() + 1);
      int end = Math.min(text.length(), at + random.nextInt(12));
      switch (random.nextInt(3)) {
        case 0 -> text.insert(at, pieces[random.nextInt(pieces.length)]);
        case 1 -> text.delete(at, end);
        default -> text.insert(at, text.substring(at, end));
      }
    }
    return text.toString();
  }
}
