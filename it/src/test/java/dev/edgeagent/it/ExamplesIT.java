package dev.edgeagent.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.edgeagent.it.DemoAppImage.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every workflow in examples/, run in the AppImage as the README says, against the state in
 * examples/expected/.
 */
class ExamplesIT {

  private static final Path EXAMPLES = Path.of(System.getProperty("it.examples"));
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Those that say something on stderr, and what it begins with. */
  private static final Map<String, String> WARNINGS =
      Map.of("fallback", "fallback.yaml:7:10: warning: node 'fetch' failed");

  static List<String> examples() throws IOException {
    return names(EXAMPLES, ".yaml");
  }

  /** All but the one that waits for a person. */
  static List<String> uninterrupted() throws IOException {
    return examples().stream().filter(name -> !name.equals("approval")).toList();
  }

  @Test
  void everyExampleHasAnExpectedState() throws IOException {
    assertThat(examples()).isNotEmpty().isEqualTo(names(EXAMPLES.resolve("expected"), ".json"));
  }

  @ParameterizedTest
  @MethodSource("uninterrupted")
  void endsInTheExpectedState(String name) throws IOException {
    Finished run = DemoAppImage.shared().run("run", EXAMPLES.resolve(name + ".yaml").toString());

    assertThat(run.err().replace(EXAMPLES + "/", "")).startsWith(WARNINGS.getOrDefault(name, ""));
    assertThat(run.err().isEmpty()).isEqualTo(!WARNINGS.containsKey(name));
    assertThat(run.exitCode()).isZero();
    assertThat(JSON.readTree(state(run.out())))
        .isEqualTo(JSON.readTree(EXAMPLES.resolve("expected").resolve(name + ".json").toFile()));
  }

  /** The final state, without what llm.stream wrote above it. */
  private static String state(String out) {
    return out.substring(out.indexOf("{\n"));
  }

  @Test
  void waitsForAPersonAndGoesOn(@TempDir Path checkpoints) throws IOException {
    Finished stopped =
        DemoAppImage.shared()
            .run(
                "run",
                EXAMPLES.resolve("approval.yaml").toString(),
                "--checkpoint-dir",
                checkpoints.toString());
    assertThat(stopped.exitCode()).isEqualTo(130);
    assertThat(names(checkpoints, ".json")).hasSize(1);

    Finished resumed =
        DemoAppImage.shared()
            .run(
                "resume",
                checkpoints.resolve(names(checkpoints, ".json").get(0) + ".json").toString(),
                "--input",
                "{\"approved\": true}");
    assertThat(resumed.exitCode()).isZero();
    assertThat(JSON.readTree(resumed.out()))
        .isEqualTo(JSON.readTree(EXAMPLES.resolve("expected/approval.json").toFile()));
  }

  @Test
  void answersTheQuestionOfTheReadme() throws IOException {
    Finished run =
        DemoAppImage.shared()
            .run(
                "run",
                EXAMPLES.resolve("chat.yaml").toString(),
                "--input",
                "{\"question\": \"What is 2+2?\"}");

    assertThat(run.err()).isEmpty();
    assertThat(JSON.readTree(run.out()).path("answer").asText()).isEqualTo("2+2 is 4.");
  }

  private static List<String> names(Path directory, String ending) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ending))
          .map(name -> name.substring(0, name.length() - ending.length()))
          .sorted()
          .toList();
    }
  }
}
