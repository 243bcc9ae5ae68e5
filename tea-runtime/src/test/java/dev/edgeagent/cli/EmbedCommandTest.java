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

class EmbedCommandTest {

  @TempDir Path directory;
  private InProcess tea;

  @BeforeEach
  void startTea() {
    tea = new InProcess(directory);
    tea.environment.put(
        "TEA_MODEL_PATH", Path.of(System.getProperty("tea.models"), "demo/demo.gguf").toString());
  }

  @Test
  void writesALineForEachTextWhereverItIsFrom() throws Exception {
    Path file = Files.writeString(directory.resolve("texts"), "What is tea?\nWhat is 2+2?\n");
    tea.stdin = "What is tea?";
    assertThat(tea.run("embed", "What is 2+2?", "@" + file, "-")).as(tea.err()).isZero();
    List<String> lines = tea.out().lines().toList();
    assertThat(lines).hasSize(4);
    for (int i = 0; i < lines.size(); i++) {
      assertThat(lines.get(i)).startsWith("{\"index\":" + i + ",\"dimensions\":");
    }
    assertThat(vector(lines.get(0)))
        .isEqualTo(vector(lines.get(2)))
        .isNotEqualTo(vector(lines.get(1)));
    assertThat(vector(lines.get(1))).isEqualTo(vector(lines.get(3)));
    assertThat(length(vector(lines.get(0)))).isBetween(0.999, 1.001);
  }

  @Test
  void writesAllInOneObject() throws Exception {
    tea.stdin = "What is tea?\nWhat is 2+2?\n";
    assertThat(tea.run("embed", "--format", "json")).as(tea.err()).isZero();
    Map<?, ?> all = (Map<?, ?>) Json.parse(tea.out());
    assertThat(all.keySet().stream().map(String::valueOf).toList())
        .containsExactly("embeddings", "dimensions", "model", "backend", "tokens_used");
    assertThat((List<?>) all.get("embeddings")).hasSize(2);
  }

  @Test
  void refusesTextsWithoutWords() {
    tea.stdin = "one\n\ntwo\n";
    assertThat(tea.run("embed")).isEqualTo(Main.FAILED);
    assertThat(tea.err())
        .isEqualTo(
            "stdin:2:1: an empty line has no vector\n"
                + "  Fix: leave it out: grep . FILE | tea embed -\n");
    tea.stdin = "";
    assertThat(tea.run("embed")).isEqualTo(Main.FAILED);
    assertThat(tea.err()).isEqualTo("tea: there is no text to embed\n  Fix: tea embed 'a text'\n");
    assertThat(tea.run("embed", " ")).isEqualTo(Main.USAGE);
    assertThat(tea.run("embed", "@none")).isEqualTo(Main.FAILED);
    assertThat(tea.err())
        .isEqualTo("tea: @none cannot be read: no such file\n  Fix: check the path after @\n");
  }

  private static List<?> vector(String line) throws Exception {
    return (List<?>) ((Map<?, ?>) Json.parse(line)).get("embedding");
  }

  private static double length(List<?> vector) {
    return Math.sqrt(
        vector.stream().mapToDouble(x -> ((Number) x).doubleValue()).map(x -> x * x).sum());
  }
}
