package dev.edgeagent.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.edgeagent.llm.api.OpenAiApi;
import dev.edgeagent.llm.llamacpp.LlamaCppEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who answers, with llama.cpp and the demo model; nothing here is ever asked. */
class BackendsTest {

  private static final Path DEMO = Path.of(System.getProperty("tea.models"), "demo/demo.gguf");
  private static final String HOW =
      "set OPENAI_API_KEY, or AZURE_OPENAI_API_KEY and AZURE_OPENAI_ENDPOINT, or OLLAMA_API_BASE;"
          + " or settings.llm.api_base for another server";

  @TempDir Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> warnings = new ArrayList<>();
  private final LocalModels models =
      new LocalModels(
          new LlamaCppEngine(Path.of(System.getProperty("tea.natives")), _ -> {}), null);

  @BeforeEach
  void home() {
    environment.put("HOME", directory.toString());
  }

  @AfterEach
  void close() {
    models.close();
  }

  @Test
  void autoIsLocalWhereThereIsAModel() throws Exception {
    environment.put("OPENAI_API_KEY", "secret-of-mine");
    environment.put("TEA_MODEL_PATH", DEMO.toString());
    assertThat(select(null, false, "auto").model()).isEqualTo("demo");
    assertThat(warnings).isEmpty();
  }

  @Test
  void autoAsksAConfiguredApiWithoutAModelAndSaysSoOnce() throws Exception {
    environment.put("OPENAI_API_KEY", "secret-of-mine");
    try (var backends = backends(null, false)) {
      for (int i = 0; i < 2; i++) {
        assertThat(backends.select(choice("auto", ApiSettings.NONE)))
            .hasToString("the API at https://api.openai.com/v1");
      }
    }
    assertThat(warnings)
        .containsExactly(
            "warning: no local model answers ("
                + nowhere()
                + "): the API at https://api.openai.com/v1 is asked instead, for the model"
                + " gpt-4o-mini");
  }

  @Test
  void autoAsksAConfiguredApiWhereTheUsersModelDoesNotLoad() throws Exception {
    environment.put("OPENAI_API_KEY", "secret-of-mine");
    environment.put("TEA_MODEL_PATH", broken("broken.gguf").toString());
    assertThat(select(null, false, "auto").model()).isEqualTo("gpt-4o-mini");
    assertThat(warnings).hasSize(1);
    assertThat(warnings.getFirst())
        .startsWith("warning: no local model answers (model " + directory + "/broken.gguf: ");
  }

  @Test
  void anAppImageWithAModelDoesNotGoToTheNetworkByItself() throws Exception {
    environment.put("OPENAI_API_KEY", "secret-of-mine");
    environment.put("APPDIR", directory.resolve("app").toString());
    Path bundled = broken("app/usr/share/models/demo.gguf");
    environment.put("TEA_MODEL_PATH", bundled.toString()); // as AppRun does
    ModelException e = failure(null, false, "auto");
    assertThat(e.getMessage()).startsWith("model " + bundled + ": ");
    assertThat(e.fix())
        .endsWith(
            "; this AppImage answers with its own model: only 'backend: api' asks an API instead");
    assertThat(warnings).isEmpty();
    assertThat(select(null, false, "api").model()).isEqualTo("gpt-4o-mini");
  }

  @Test
  void anAppImageWithModelsToChooseFromDoesNotEither() throws Exception {
    environment.put("OPENAI_API_KEY", "secret-of-mine");
    environment.put("APPDIR", directory.resolve("app").toString());
    broken("app/usr/share/models/a.gguf");
    broken("app/usr/share/models/b.gguf");
    assertThat(failure(null, false, "auto").getMessage())
        .endsWith(" has several models: a.gguf, b.gguf");
  }

  @Test
  void anAppImageWithoutAModelIsLikeAnyProgram() throws Exception {
    environment.put("OPENAI_API_KEY", "secret-of-mine");
    environment.put("APPDIR", directory.resolve("app").toString());
    Files.createDirectories(directory.resolve("app/usr/share/models"));
    assertThat(select(null, false, "auto").model()).isEqualTo("gpt-4o-mini");
  }

  @Test
  void saysWhereItLookedAndHowToConfigureAnApi() {
    ModelException e = failure(null, false, "auto");
    assertThat(e).hasMessage(nowhere());
    assertThat(e.fix())
        .isEqualTo(
            "set TEA_MODEL_PATH to a GGUF file, or give --gguf FILE; or, for an API, " + HOW);
  }

  @Test
  void saysWhyNeitherAnswers() {
    environment.put("OLLAMA_API_BASE", "http://localhost:11434");
    ModelException e = failure(null, false, "auto");
    assertThat(e)
        .hasMessage(
            nowhere()
                + "; and no API either: the API at http://localhost:11434/v1 needs to know which"
                + " model to ask");
    assertThat(e.fix())
        .isEqualTo(
            "set TEA_MODEL_PATH to a GGUF file, or give --gguf FILE; for the API: set"
                + " settings.llm.model, or give --model to tea chat and tea embed");
  }

  @Test
  void localNeverAsksAnApi() {
    environment.put("OPENAI_API_KEY", "secret-of-mine");
    ModelException e = failure(null, false, "local");
    assertThat(e).hasMessage(nowhere());
    assertThat(e.fix()).isEqualTo("set TEA_MODEL_PATH to a GGUF file, or give --gguf FILE");
    assertThat(warnings).isEmpty();
  }

  @Test
  void apiNeverTakesALocalModel() {
    environment.put("TEA_MODEL_PATH", DEMO.toString());
    ModelException e = failure(null, false, "api");
    assertThat(e).hasMessage("no API is configured");
    assertThat(e.fix()).isEqualTo(HOW);
  }

  @Test
  void theCommandLineWins() throws Exception {
    environment.put("OPENAI_API_KEY", "secret-of-mine");
    environment.put("TEA_MODEL_PATH", DEMO.toString());
    assertThat(select("local", false, "api").model()).isEqualTo("demo");
    assertThat(select("api", false, "local").model()).isEqualTo("gpt-4o-mini");
    assertThat(select("auto", false, "api").model()).isEqualTo("demo");
  }

  @Test
  void offlineAsksNoApi() throws Exception {
    environment.put("OPENAI_API_KEY", "secret-of-mine");
    ModelException e = failure(null, true, "auto");
    assertThat(e).hasMessage(nowhere());
    assertThat(e.fix()).isEqualTo("set TEA_MODEL_PATH to a GGUF file, or give --gguf FILE");
    assertThat(failure(null, true, "api"))
        .hasMessage("backend 'api' needs the network, and --offline forbids it");
    environment.put("TEA_MODEL_PATH", DEMO.toString());
    assertThat(select(null, true, "auto").model()).isEqualTo("demo");
    assertThat(warnings).isEmpty();
  }

  private LlmBackend select(String forced, boolean isOffline, String kind) throws Exception {
    return backends(forced, isOffline).select(choice(kind, ApiSettings.NONE));
  }

  private ModelException failure(String forced, boolean isOffline, String kind) {
    return catchThrowableOfType(ModelException.class, () -> select(forced, isOffline, kind));
  }

  private Backends backends(String forced, boolean isOffline) {
    return new Backends(
        new ModelLocator(environment, null, warnings::add),
        models,
        new OpenAiApi(environment, warnings::add),
        forced,
        isOffline,
        warnings::add);
  }

  private static BackendChoice choice(String kind, ApiSettings api) {
    return new BackendChoice(kind, null, null, LoadSettings.AUTO, api);
  }

  private Path broken(String name) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "GGUF");
  }

  private String nowhere() {
    return "no model found; looked at TEA_MODEL_PATH (not set), model_path (not set),"
        + " settings.llm.model_path (not set), "
        + directory
        + "/.cache/tea/models (no such directory)";
  }
}
