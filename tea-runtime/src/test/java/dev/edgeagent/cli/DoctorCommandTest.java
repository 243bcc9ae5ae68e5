package dev.edgeagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgeagent.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {

  @TempDir Path directory;
  private InProcess tea;

  @BeforeEach
  void startTea() {
    tea = new InProcess(directory);
    tea.environment.put(
        "TEA_MODEL_PATH", Path.of(System.getProperty("tea.models"), "demo/demo.gguf").toString());
  }

  @Test
  void findsNothingWrongWhereTestsRun() {
    assertThat(tea.run("doctor", "--load")).as(tea.out()).isZero();
    assertThat(tea.out().lines().map(line -> line.substring(0, 18).strip()).toList())
        .containsExactly(
            "ok       program",
            "ok       cache",
            "ok       glibc",
            "ok       processor",
            "ok       libstdc++",
            "ok       threads",
            "ok       memory",
            "ok       model",
            "ok       fits",
            "ok       api",
            "ok       load");
    assertThat(tea.out()).contains("; llama.cpp takes its variant ").contains("demo is loaded in ");
    assertThat(tea.err()).isEmpty();
  }

  @Test
  void tellsTheSameAsJson() throws Exception {
    assertThat(tea.run("doctor", "--format", "json")).isZero();
    Map<?, ?> report = (Map<?, ?>) Json.parse(tea.out());
    assertThat(report.get("ok")).isEqualTo(true);
    assertThat((List<?>) report.get("checks")).hasSize(10);
  }

  @Test
  void failsWithoutAModelAndSaysWhatToDo() {
    tea.environment.remove("TEA_MODEL_PATH");
    assertThat(tea.run("doctor")).isEqualTo(Main.FAILED);
    assertThat(tea.out())
        .contains("problem  model      no model found; looked at ")
        .contains("\n  Fix: set TEA_MODEL_PATH to a GGUF file, or give --gguf FILE\n");
  }

  @Test
  void namesTheVariablesOfAnApiButNotTheirValues() {
    tea.environment.remove("TEA_MODEL_PATH");
    tea.environment.put("OPENAI_API_KEY", "sk-secret");
    assertThat(tea.run("doctor")).isZero();
    assertThat(tea.out())
        .contains("warning  model      no model found")
        .contains("ok       api        configured by OPENAI_API_KEY\n")
        .doesNotContain("secret");
  }

  @Test
  void findsACacheThatCannotBeUsed() throws Exception {
    Files.writeString(directory.resolve("file"), "");
    tea.environment.put("XDG_CACHE_HOME", directory.resolve("file").toString());
    assertThat(tea.run("doctor")).isEqualTo(Main.FAILED);
    assertThat(tea.out())
        .contains("problem  cache      " + directory.resolve("file/tea") + " cannot be written\n")
        .contains("  Fix: set XDG_CACHE_HOME to a directory of yours, or make this one writable\n");
  }
}
