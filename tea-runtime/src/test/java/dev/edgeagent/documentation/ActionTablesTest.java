package dev.edgeagent.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgeagent.action.Action;
import dev.edgeagent.action.Parameter;
import dev.edgeagent.action.builtin.BuiltInActions;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/actions.md says of each action what the action says of itself. */
class ActionTablesTest {

  static List<String> names() {
    return BuiltInActions.all().stream().map(Action::name).toList();
  }

  @Test
  void everyActionIsDocumentedAndNoOther() throws IOException {
    assertThat(chapters().keySet()).containsExactlyInAnyOrderElementsOf(names());
  }

  @ParameterizedTest
  @MethodSource("names")
  void descriptionMainValueAndParametersAreThoseOfTheAction(String name) throws IOException {
    Action action = BuiltInActions.registry().find(name).orElseThrow();
    String main = action.mainKey() == null ? "" : " Main value: `%s`.".formatted(action.mainKey());

    assertThat(chapters().get(name))
        .startsWith(action.description() + main + "\n")
        .contains("\n\n" + table(action) + "\n\n")
        .containsOnlyOnce("\n|---|---|---|\n");
  }

  private static String table(Action action) {
    return "| parameter | type | meaning |\n|---|---|---|\n"
        + action.parameters().stream().map(ActionTablesTest::row).collect(Collectors.joining("\n"));
  }

  private static String row(Parameter parameter) {
    String aliases =
        parameter.aliases().stream()
            .map(alias -> ", `" + alias + "`")
            .collect(Collectors.joining());
    return "| `%s`%s | %s%s | %s |"
        .formatted(
            parameter.name(),
            aliases,
            parameter.type().name().toLowerCase(Locale.ROOT),
            parameter.required() ? ", required" : "",
            parameter.description().replace("|", "\\|"));
  }

  /** What stands below each heading {@code ### ACTION}. */
  private static Map<String, String> chapters() throws IOException {
    String text = Files.readString(DocumentationTest.ROOT.resolve("docs/actions.md"));
    Map<String, String> chapters = new LinkedHashMap<>();
    for (String part : text.split("(?m)^##+ ")) {
      String[] lines = part.split("\n", 2);
      if (names().contains(lines[0]) || lines[0].contains(".")) {
        chapters.put(lines[0], lines[1].strip());
      }
    }
    return chapters;
  }
}
