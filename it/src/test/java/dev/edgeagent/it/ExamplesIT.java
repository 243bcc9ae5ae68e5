package dev.edgeagent.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.edgeagent.it.DemoAppImage.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every workflow in examples/, run in the AppImage as the README says, against the state in
 * examples/expected/.
 */
class ExamplesIT {

  private static final Path EXAMPLES = Path.of(System.getProperty("it.examples"));
  private static final ObjectMapper JSON = new ObjectMapper();

  static List<String> examples() throws IOException {
    return names(EXAMPLES, ".yaml");
  }

  @Test
  void everyExampleHasAnExpectedState() throws IOException {
    assertThat(examples()).isNotEmpty().isEqualTo(names(EXAMPLES.resolve("expected"), ".json"));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void endsInTheExpectedState(String name) throws IOException {
    Finished run = DemoAppImage.shared().run("run", EXAMPLES.resolve(name + ".yaml").toString());

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(JSON.readTree(run.out()))
        .isEqualTo(JSON.readTree(EXAMPLES.resolve("expected").resolve(name + ".json").toFile()));
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
