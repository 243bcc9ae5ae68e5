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

class ModelCommandTest {

  private static final Path DEMO = Path.of(System.getProperty("tea.models"), "demo/demo.gguf");

  @TempDir Path directory;
  private InProcess tea;

  @BeforeEach
  void startTea() {
    tea = new InProcess(directory);
  }

  @Test
  void tellsWhatTheFileSaysAndWhereItSaysIt() {
    assertThat(tea.run("model", "info", DEMO.toString())).as(tea.err()).isZero();
    assertThat(tea.out().replaceAll("Memory: .*", "Memory: ..."))
        .isEqualTo(
            """
            file            %s (given)
            bytes           3930624
            name            tea demo (metadata of the file)
            architecture    llama (metadata of the file)
            family          unknown (default)
            parameters      1943232 (counted in the file)
            quantisation    F16 (metadata of the file)
            trained context 512 (metadata of the file)
            chat format     gemma (metadata of the file)
            begins with     <bos> (2)
            ends with       <eos> (1)
            temperature     0.0 (metadata of the file)
            top_k           40 (default)
            top_p           0.95 (default)
            min_p           0.05 (default)
            repeat_penalty  1.0 (default)

            Memory: ...
              512 tokens: 310 MiB (weights 4 MiB, KV cache 2 MiB, computing 5 MiB, Java 300 MiB)
            """
                .formatted(DEMO));
  }

  @Test
  void tellsTheSameAsJson() throws Exception {
    tea.environment.put("TEA_MODEL_PATH", DEMO.toString());
    assertThat(tea.run("model", "info", "--format", "json")).as(tea.err()).isZero();
    Map<?, ?> info = (Map<?, ?>) Json.parse(tea.out());
    assertThat(info.get("why")).isEqualTo("from TEA_MODEL_PATH");
    assertThat(info.get("parameters")).isEqualTo(Map.of("value", 1943232L, "source", "tensors"));
    Map<?, ?> plan = (Map<?, ?>) ((List<?>) info.get("memory")).getFirst();
    assertThat(plan.get("n_ctx")).isEqualTo(512L);
    assertThat(plan.get("weights")).isEqualTo(3930624L);
  }

  @Test
  void listsThePlacesAndMarksTheModelThatIsTaken() throws Exception {
    Path models = Files.createDirectories(directory.resolve(".cache/tea/models"));
    Files.copy(DEMO, models.resolve("a.gguf"));
    Files.copy(DEMO, models.resolve("b.gguf"));
    assertThat(tea.run("model", "list")).isEqualTo(Main.FAILED);
    String places = "--gguf: none\nTEA_MODEL_PATH: none\n" + models + ":\n";
    assertThat(tea.out()).isEqualTo(places + "  " + models + "/a.gguf\n  " + models + "/b.gguf\n");
    assertThat(tea.err())
        .isEqualTo(
            "tea: "
                + models
                + " has several models: a.gguf, b.gguf\n"
                + "  Fix: set TEA_MODEL to the name of one of them\n");
    tea.environment.put("TEA_MODEL", "b");
    assertThat(tea.run("model", "list")).isZero();
    assertThat(tea.out()).isEqualTo(places + "  " + models + "/a.gguf\n* " + models + "/b.gguf\n");
    assertThat(tea.run("model", "info")).isZero();
    assertThat(tea.out()).startsWith("file            " + models + "/b.gguf (from " + models + ")");
  }

  @Test
  void explainsWhatItCannotDo() {
    assertThat(tea.run("model", "info")).isEqualTo(Main.FAILED);
    assertThat(tea.err()).startsWith("tea: no model found; looked at ");
    assertThat(tea.run("model", "info", "none.gguf")).isEqualTo(Main.FAILED);
    assertThat(tea.err()).startsWith("tea: model none.gguf: cannot be read: no such file\n");
    assertThat(tea.run("model", "lst")).isEqualTo(Main.USAGE);
    assertThat(tea.err())
        .isEqualTo(
            "tea: model takes info [FILE] or list, got 'lst'\n  Fix: did you mean 'list'?\n");
  }
}
