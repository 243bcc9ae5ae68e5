package dev.edgeagent.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelLocatorTest {

  @TempDir Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> warnings = new ArrayList<>();

  @BeforeEach
  void home() {
    environment.put("HOME", directory.toString());
  }

  @Test
  void takesTheFirstPlaceThatHasAModel() throws Exception {
    Path cached = model(".cache/tea/models/a.gguf");
    assertThat(locate(null, null)).isEqualTo(cached);

    environment.put("APPDIR", directory.resolve("app").toString());
    Path inside = model("app/usr/share/models/b.gguf");
    assertThat(locate(null, null)).isEqualTo(inside);

    Path settings = model("settings.gguf");
    assertThat(locate(null, settings.toString())).isEqualTo(settings);

    Path node = model("node.gguf");
    assertThat(locate(node.toString(), settings.toString())).isEqualTo(node);

    Path variable = model("variable.gguf");
    environment.put("TEA_MODEL_PATH", variable.toString());
    assertThat(locate(node.toString(), settings.toString())).isEqualTo(variable);

    Path option = model("option.gguf");
    assertThat(new ModelLocator(environment, option, warnings::add).locate(null, null))
        .isEqualTo(option);
    assertThat(warnings).isEmpty();
  }

  @Test
  void expandsHomeAndVariables() throws Exception {
    environment.put("DIR", "models");
    Path model = model("models/a.gguf");
    assertThat(locate("~/models/a.gguf", null)).isEqualTo(model);
    assertThat(locate("~/${DIR}/a.gguf", null)).isEqualTo(model);
    assertThat(locate("$HOME/$DIR/a.gguf", null)).isEqualTo(model);
  }

  @Test
  void warnsOfAPathThatDoesNotExistAndGoesOn() throws Exception {
    Path settings = model("settings.gguf");
    environment.put("TEA_MODEL_PATH", "/nowhere/x.gguf");
    assertThat(locate(null, settings.toString())).isEqualTo(settings);
    assertThat(warnings)
        .containsExactly(
            "warning: TEA_MODEL_PATH is set to /nowhere/x.gguf, which does not exist; looking"
                + " elsewhere");
  }

  @Test
  void takesTheOneNamedThenAKnownModelThenTheOnlyOne() throws Exception {
    model(".cache/tea/models/a.gguf");
    Path second = model(".cache/tea/models/b.gguf");
    ModelException e = catchThrowableOfType(ModelException.class, () -> locate(null, null));
    assertThat(e)
        .hasMessage(directory + "/.cache/tea/models has several models: a.gguf, b.gguf")
        .extracting(ModelException::fix)
        .isEqualTo("set TEA_MODEL to the name of one of them");

    environment.put("TEA_MODEL", "b");
    assertThat(locate(null, null)).isEqualTo(second);
    environment.remove("TEA_MODEL");

    Path known = model(".cache/tea/models/gemma-3-1b-it-Q8_0.gguf");
    assertThat(locate(null, null)).isEqualTo(known);
  }

  @Test
  void refusesATeaModelThatIsNotThere() throws Exception {
    model(".cache/tea/models/gemma-3-1b-it-Q8_0.gguf");
    environment.put("TEA_MODEL", "gema");
    ModelException e = catchThrowableOfType(ModelException.class, () -> locate(null, null));
    assertThat(e)
        .hasMessage(
            "TEA_MODEL is gema, and "
                + directory
                + "/.cache/tea/models has gemma-3-1b-it-Q8_0.gguf");
  }

  @Test
  void takesTheWorkflowsModelBeforeTheAppImages() throws Exception {
    environment.put("APPDIR", directory.resolve("app").toString());
    Path bundled = model("app/usr/share/models/b.gguf");
    environment.put("TEA_MODEL_PATH", bundled.toString()); // as AppRun does
    Path settings = model("settings.gguf");
    assertThat(locate(null, settings.toString())).isEqualTo(settings);
    assertThat(locate(null, null)).isEqualTo(bundled);
  }

  @Test
  void refusesWhatIsNoPath() {
    ModelException e = catchThrowableOfType(ModelException.class, () -> locate("a\0b", null));
    assertThat(e).hasMessageStartingWith("model_path is not a path: ");
  }

  @Test
  void listsWhereItLooked() {
    environment.put("APPDIR", "/opt/app");
    ModelException e = catchThrowableOfType(ModelException.class, () -> locate("/x.gguf", null));
    assertThat(e)
        .hasMessage(
            "no model found; looked at TEA_MODEL_PATH (not set), model_path (/x.gguf: no such"
                + " file), settings.llm.model_path (not set), /opt/app/usr/share/models (no such"
                + " directory), "
                + directory
                + "/.cache/tea/models (no such directory)")
        .extracting(ModelException::fix)
        .isEqualTo("set TEA_MODEL_PATH to a GGUF file, or give --gguf FILE");
  }

  private Path locate(String node, String settings) throws ModelException {
    return new ModelLocator(environment, null, warnings::add).locate(node, settings);
  }

  private Path model(String name) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "GGUF");
  }
}
