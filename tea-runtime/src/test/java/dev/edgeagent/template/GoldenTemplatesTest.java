package dev.edgeagent.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class GoldenTemplatesTest {

  @TestFactory
  Stream<DynamicTest> rendersAsPythonsJinja2Does() throws Exception {
    return GoldenTemplates.groups().stream()
        .map(
            group ->
                DynamicTest.dynamicTest(
                    group.profile() + ", " + group.cases().size() + " templates",
                    () -> compare(group)));
  }

  private static void compare(GoldenTemplates.Group group) {
    List<String> different = new ArrayList<>();
    for (GoldenTemplates.Case golden : group.cases()) {
      String wanted = golden.error() != null ? "error " + golden.error() : golden.output();
      String got = result(group, golden.template());
      if (!got.equals(wanted)) {
        different.add(golden.template() + "\n  gave   " + got + "\n  wanted " + wanted);
      }
    }
    assertThat(different).isEmpty();
  }

  private static String result(GoldenTemplates.Group group, String source) {
    try {
      Template template = Template.parse(source, GoldenTemplates.options(group.profile()));
      return group.nativeValue()
          ? PyFormat.repr(template.evaluate(group.context()))
          : template.render(group.context());
    } catch (TemplateException e) {
      return "error " + e.kind();
    }
  }
}
