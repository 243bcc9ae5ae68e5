package dev.edgeagent.appdir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgeagent.BuildFailure;
import dev.edgeagent.process.ExternalTool;
import dev.edgeagent.process.ToolRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of an AppDir, with a {@code java} that tells what it was given. */
final class AppRunTest {
  @TempDir Path temporary;
  private Path appDir;
  private Path models;

  @BeforeEach
  void setUp() throws IOException {
    appDir = temporary.resolve("an App Dir");
    models = Files.createDirectories(appDir.resolve("usr/share/models"));
    AppDirAssembler.writeScripts(appDir, List.of("b.jar", "a.jar"));
    java(
        """
        #!/bin/sh
        echo "model ${TEA_MODEL_PATH-unset}"
        echo "appdir $APPDIR"
        echo "library path ${LD_LIBRARY_PATH-unset}"
        [ -z "${SHOW_ENVIRONMENT-}" ] || echo "locale ${LC_ALL-unset}"
        [ -z "${SHOW_ENVIRONMENT-}" ] ||
          echo "java options ${JAVA_TOOL_OPTIONS-unset} ${JDK_JAVA_OPTIONS-unset} ${_JAVA_OPTIONS-unset}"
        for argument; do echo "[$argument]"; done
        """);
  }

  private void java(String script) throws IOException {
    Path java = appDir.resolve("usr/share/tea/jre/bin/java");
    Files.createDirectories(java.getParent());
    Files.writeString(java, script);
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void model(String name) throws IOException {
    Files.writeString(models.resolve(name), "GGUF");
    Files.writeString(models.resolve(name + ".extent"), "tea-extent 1\n");
  }

  private ToolRun appRun(String... arguments) {
    return script(appDir.resolve("AppRun"), arguments);
  }

  private ToolRun script(Path script, String... arguments) {
    return new ExternalTool("AppRun", script)
        .run(arguments)
        .in(temporary)
        .withoutEnvironment("APPDIR", "TEA_MODEL", "TEA_MODEL_PATH", "LD_LIBRARY_PATH");
  }

  @Test
  void startsJavaWithTheArgumentsAsTheyAre() throws Exception {
    model("m.gguf");
    Path tea = appDir.resolve("usr/share/tea");

    assertThat(appRun("run", "a b.yaml", "", "*", "--input", "{\"x\": \"$HOME\"}").output())
        .containsExactly(
            "model " + models.resolve("m.gguf"),
            "appdir " + appDir,
            "library path unset",
            "[-XX:+UseSerialGC]",
            "[-XX:TieredStopAtLevel=1]",
            "[--enable-native-access=ALL-UNNAMED]",
            "[-Xmx2g]",
            "[-Xlog:disable]",
            "[-Xlog:all=warning,cds=off,aot=off:stderr]",
            "[-XX:SharedArchiveFile=" + tea + "/tea.jsa]",
            "[-Dtea.natives=" + appDir + "/usr/lib]",
            "[-cp]",
            "[" + tea + "/lib/b.jar:" + tea + "/lib/a.jar]",
            "[dev.edgeagent.cli.Main]",
            "[run]",
            "[a b.yaml]",
            "[]",
            "[*]",
            "[--input]",
            "[{\"x\": \"$HOME\"}]");
  }

  @Test
  void theUsersModelWins() throws Exception {
    model("m.gguf");

    assertThat(appRun().environment("TEA_MODEL_PATH", "/mine.gguf").output())
        .contains("model /mine.gguf");
  }

  @Test
  void anEmptyVariableIsNoChoice() throws Exception {
    model("m.gguf");

    assertThat(appRun().environment("TEA_MODEL_PATH", "").output())
        .contains("model " + models.resolve("m.gguf"));
  }

  @Test
  void leavesTheChoiceToTeaWithoutAModel() throws Exception {
    assertThat(appRun().output()).contains("model unset");
  }

  @Test
  void leavesTheChoiceToTeaWithSeveralModels() throws Exception {
    model("a.gguf");
    model("b.gguf");

    assertThat(appRun().output()).contains("model unset");
    assertThat(appRun().environment("TEA_MODEL", "c").output()).contains("model unset");
  }

  @Test
  void takesTheOneOfSeveralModelsThatTheUserNames() throws Exception {
    model("a.gguf");
    model("b.1.gguf");

    assertThat(appRun().environment("TEA_MODEL", "b.1").output())
        .contains("model " + models.resolve("b.1.gguf"));
    assertThat(appRun().environment("TEA_MODEL", "a.gguf").output())
        .contains("model " + models.resolve("a.gguf"));
  }

  @Test
  void findsItselfHoweverItIsStarted() throws Exception {
    Path link = Files.createSymbolicLink(temporary.resolve("link"), appDir.resolve("AppRun"));
    Path command = appDir.resolve("usr/bin/tea");
    Path commandLink = Files.createSymbolicLink(temporary.resolve("tea"), command);
    for (Path start : List.of(link, command, commandLink)) {
      assertThat(script(start).output()).as("%s", start).contains("appdir " + appDir);
    }
    ExternalTool sh = new ExternalTool("sh", Path.of("/bin/sh"));
    assertThat(sh.run("-c", "./AppRun").in(appDir).output()).contains("appdir " + appDir);
    assertThat(sh.run("AppRun").in(appDir).output()).contains("appdir " + appDir);
    assertThat(sh.run("-c", "./tea").in(command.getParent()).output()).contains("appdir " + appDir);
  }

  @Test
  void doesNotBelieveAnotherAppImagesDirectory() throws Exception {
    assertThat(appRun().environment("APPDIR", "/tmp/.mount_other").output())
        .contains("appdir " + appDir);
  }

  @Test
  void leavesTheUsersLibraryPathAlone() throws Exception {
    assertThat(appRun().environment("LD_LIBRARY_PATH", "/theirs").output())
        .contains("library path /theirs");
  }

  @Test
  void givesJavaUtf8AndNoneOfTheUsersJavaOptions() throws Exception {
    assertThat(
            appRun()
                .environment("SHOW_ENVIRONMENT", "yes")
                .environment("LC_ALL", "")
                .environment("LANG", "de_DE.UTF-8") // set, but perhaps not installed
                .environment("JAVA_TOOL_OPTIONS", "-XX:+UseG1GC")
                .environment("JDK_JAVA_OPTIONS", "-XX:+UseZGC")
                .environment("_JAVA_OPTIONS", "-Xmx1m")
                .output())
        .contains("locale C.UTF-8", "java options unset unset unset");
  }

  @Test
  void javaTakesItsPlaceAndItsExitCode() throws Exception {
    java("#!/bin/sh\necho $$\nexit 0\n");
    List<String> lines =
        new ExternalTool("sh", Path.of("/bin/sh"))
            .run("-c", "\"$0\" & echo $!; wait $!", appDir.resolve("AppRun").toString())
            .output();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).isEqualTo(lines.get(1));

    java("#!/bin/sh\nexit 42\n");
    assertThatThrownBy(() -> appRun().execute())
        .isInstanceOf(BuildFailure.class)
        .hasMessageStartingWith("AppRun: exit code 42\n");
  }
}
