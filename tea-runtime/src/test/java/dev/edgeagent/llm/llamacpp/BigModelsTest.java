package dev.edgeagent.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.edgeagent.llm.FakeImage;
import dev.edgeagent.llm.LlmBackend;
import dev.edgeagent.llm.LlmCallParams;
import dev.edgeagent.llm.LlmResult;
import dev.edgeagent.llm.LoadSettings;
import dev.edgeagent.llm.LocalModels;
import dev.edgeagent.llm.SamplingParams;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models of full size, where there are some: {@code -Dtea.big.models=DIR}. */
class BigModelsTest {

  private static final String DIRECTORY = System.getProperty("tea.big.models", "");
  private static final LlmCallParams PARAMS =
      LlmCallParams.DEFAULT.withMaxTokens(16).withSampling(SamplingParams.greedy());

  @TempDir Path directory;

  /** For the test's report, where there are no models. */
  @Test
  void hasModels() {
    assumeTrue(!models().isEmpty(), "no big models: set -Dtea.big.models=DIR");
    assertThat(models()).isNotEmpty();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("models")
  void answersTheSameFromAFileAndFromAnImage(Path model) throws Exception {
    LlmResult plain = answer(model, null);
    assertThat(plain.usage().completionTokens()).isEqualTo(16);

    Path image = FakeImage.around(directory.resolve("tea.AppImage"), model);
    Path pointer =
        Files.writeString(
            directory.resolve(model.getFileName()),
            "tea-extent 1\noffset 96\nsize %d\n".formatted(Files.size(model)));
    assertThat(answer(pointer, image).content()).isEqualTo(plain.content());
  }

  private static LlmResult answer(Path model, Path appImage) throws Exception {
    var engine = new LlamaCppEngine(Path.of(System.getProperty("tea.natives")), _ -> {});
    try (var models = new LocalModels(engine, appImage)) {
      LlmBackend backend = models.get(model, LoadSettings.AUTO);
      LlmResult result = backend.complete("Once upon a time", PARAMS);
      System.out.printf(
          "%s %s: %s, %s%n",
          model.getFileName(),
          appImage == null ? "alone" : "in an image",
          result.timings(),
          peak());
      return result;
    }
  }

  private static String peak() throws Exception {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .findFirst()
        .orElse("");
  }

  static List<Path> models() {
    if (DIRECTORY.isEmpty()) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(Path.of(DIRECTORY))) {
      return files.filter(file -> file.toString().endsWith(".gguf")).sorted().toList();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
