package dev.edgeagent.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgeagent.action.Action;
import dev.edgeagent.action.Parameter;
import dev.edgeagent.action.builtin.BuiltInActions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private static final Path FILE = DocumentationTest.ROOT.resolve("docs/actions.md");

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

    List<String> rows = action.parameters().stream().map(ActionTablesTest::row).toList();
    String shared = introduction(name);
    List<String> own = rows.stream().filter(row -> !shared.contains("\n" + row + "\n")).toList();

    assertThat(chapters().get(name)).startsWith(action.description() + main + "\n");
    if (own.isEmpty()) {
      assertThat(chapters().get(name)).doesNotContain("\n|---|---|---|\n");
    } else {
      assertThat(chapters().get(name))
          .contains("\n\n" + table(own) + "\n\n")
          .containsOnlyOnce("\n|---|---|---|\n");
    }
  }

  private static String table(List<String> rows) {
    return "| parameter | type | meaning |\n|---|---|---|\n" + String.join("\n", rows);
  }

  /** What stands above the chapters of a group of actions: tables there hold for all of them. */
  private static String introduction(String name) throws IOException {
    for (String section : Files.readString(FILE).split("(?m)^## ")) {
      String[] chapters = section.split("(?m)^### ", 2);
      if (section.contains("### " + name + "\n")) {
        return chapters[0];
      }
    }
    return "";
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
    String text = Files.readString(FILE);
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
