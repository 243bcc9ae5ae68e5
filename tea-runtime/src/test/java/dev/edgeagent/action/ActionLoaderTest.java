package dev.edgeagent.action;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.edgeagent.action.builtin.BuiltInActions;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActionLoaderTest {

  private static final String GREET = action("Greet", "own.greet", "");

  @TempDir Path temp;

  private Path directory;

  @BeforeEach
  void makeDirectory() throws IOException {
    directory = Files.createDirectory(temp.resolve("my actions"));
  }

  @Test
  void findsTheActionsOfADirectory() throws Exception {
    jar("b.jar", "org.example.Greet", "Greet", GREET);
    jar("a.jar", "org.example.Leave", "Leave", action("Leave", "own.leave", ""));
    Files.writeString(directory.resolve("notes.txt"), "not a JAR");
    List<Action> actions = ActionLoader.load(List.of(directory));
    assertThat(actions).extracting(Action::name).containsExactly("own.leave", "own.greet");
    ActionRegistry registry = BuiltInActions.registry().with(actions);
    assertThat(registry.names()).contains("own.greet", "own.leave", "json.parse");
  }

  @Test
  void anActionUsesTheLibrariesBesideIt() throws Exception {
    String library = "package org.example; public class Library { public Library() {} }";
    compile("Library", library);
    jar("greet.jar", "org.example.Greet", "Greet", GREET.replace("//", "new Library();"));
    assertThat(failure())
        .hasMessage(
            directory.resolve("greet.jar")
                + ": an action in it cannot be used: Provider org.example.Greet could not be"
                + " instantiated: java.lang.NoClassDefFoundError: org/example/Library");
    jar("library.jar", null, "Library", library);
    assertThat(ActionLoader.load(List.of(directory))).hasSize(1);
  }

  @Test
  void theClassPathIsSearchedForWhatNobodyElseHas() throws Exception {
    ActionRegistry builtIn = BuiltInActions.registry();
    assertThat(ActionLoader.registry(builtIn, List.of(), List.of("json.parse")).names())
        .containsExactlyElementsOf(builtIn.names());
    assertThat(ActionLoader.registry(builtIn, List.of(), List.of("test.echo")).find("test.echo"))
        .containsInstanceOf(EchoAction.class);
  }

  @Test
  void saysThatADirectoryIsMissingOrEmpty() throws Exception {
    assertThat(failure()).hasMessage(directory + " has no JAR in it");
    Path missing = temp.resolve("missing");
    assertThatThrownBy(() -> ActionLoader.load(List.of(missing)))
        .isInstanceOf(ActionException.class)
        .hasMessage(missing + " does not exist");
    Path file = Files.createFile(temp.resolve("file"));
    assertThatThrownBy(() -> ActionLoader.load(List.of(file)))
        .isInstanceOf(ActionException.class)
        .hasMessage(file + " is not a directory");
    jar("library.jar", null, "Greet", GREET);
    assertThat(failure())
        .hasMessage(directory + ": none of its JARs (1) names an action")
        .extracting(ActionException::fix)
        .isEqualTo("list the class in META-INF/services/dev.edgeagent.action.Action of its JAR");
  }

  @Test
  void namesTheJarThatIsBroken() throws Exception {
    jar("good.jar", "org.example.Greet", "Greet", GREET);
    Path broken = Files.writeString(directory.resolve("broken.jar"), "not a ZIP file");
    assertThat(failure()).hasMessageStartingWith(broken + " cannot be read as a JAR: ");
  }

  @Test
  void namesTheClassThatIsNotThereOrIsNoAction() throws Exception {
    Path jar = jar("greet.jar", "org.example.Gret", "Greet", GREET);
    assertUnusable(jar, "Provider org.example.Gret not found");
    jar("greet.jar", "org.example.Greet", "Greet", "package org.example; public class Greet {}");
    assertUnusable(jar, "org.example.Greet does not implement dev.edgeagent.action.Action");
    jar("greet.jar", "not a class name", "Greet", GREET);
    assertThat(failure())
        .hasMessageStartingWith(jar + ": an action in it cannot be used: ")
        .hasMessageEndingWith("Illegal configuration-file syntax");
  }

  @Test
  void namesTheClassThatCannotBeMade() throws Exception {
    Path jar =
        jar(
            "greet.jar",
            "org.example.Greet",
            "Greet",
            GREET.replace("//", "throw new IllegalStateException(\"no key\");"));
    assertUnusable(
        jar,
        "Provider org.example.Greet could not be instantiated: java.lang.IllegalStateException: no"
            + " key");
    jar("greet.jar", "org.example.Greet", "Greet", GREET.replace("Greet()", "Greet(int i)"));
    assertThat(failure())
        .hasMessageStartingWith(
            jar
                + ": an action in it cannot be used: org.example.Greet Unable to get public no-arg"
                + " constructor");
    jar(
        "greet.jar",
        "org.example.Greet",
        "Greet",
        action("Greet", "x", "if (true) { return null; }"));
    assertUnusable(
        jar,
        "java.lang.IllegalStateException: org.example.Greet has null as name, description or"
            + " parameters");
  }

  @Test
  void namesTheClassOfANewerJava() throws Exception {
    Path jar = jar("greet.jar", "org.example.Greet", "Greet", GREET);
    byte[] type = Files.readAllBytes(temp.resolve("classes/org/example/Greet.class"));
    type[7] = 99; // the major version
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      write(out, ActionLoader.SERVICES, "org.example.Greet".getBytes(UTF_8));
      write(out, "org/example/Greet.class", type);
    }
    assertThat(failure())
        .hasMessageStartingWith(
            jar
                + ": an action in it cannot be used: java.lang.UnsupportedClassVersionError:"
                + " org/example/Greet has been compiled by a more recent version");
  }

  @Test
  void twoActionsOfOneNameAreNamedWithTheirJars() throws Exception {
    Path first = jar("a.jar", "org.example.Greet", "Greet", GREET);
    Path second = jar("b.jar", "org.example.Hello", "Hello", action("Hello", "own.greet", ""));
    List<Action> twice = ActionLoader.load(List.of(directory));
    assertThatThrownBy(() -> BuiltInActions.registry().with(twice))
        .isInstanceOf(ActionException.class)
        .hasMessage(
            "two actions are called 'own.greet': org.example.Greet in %s and org.example.Hello in %s"
                .formatted(first, second));
    Files.delete(second);
    jar("a.jar", "org.example.Greet", "Greet", action("Greet", "json.parse", ""));
    List<Action> same = ActionLoader.load(List.of(directory));
    assertThatThrownBy(() -> BuiltInActions.registry().with(same))
        .isInstanceOf(ActionException.class)
        .hasMessage(
            "two actions are called 'json.parse': one that comes with tea and org.example.Greet in "
                + first);
  }

  private void assertUnusable(Path jar, String reason) {
    assertThat(failure()).hasMessage(jar + ": an action in it cannot be used: " + reason);
  }

  private ActionException failure() {
    return catchThrowableOfType(ActionException.class, () -> ActionLoader.load(List.of(directory)));
  }

  /**
   * @param inName put at the beginning of name()
   */
  private static String action(String type, String name, String inName) {
    return """
    package org.example;
    import dev.edgeagent.action.*;
    import java.util.*;
    public class %s implements Action {
      public %1$s() {
        //
      }
      public String name() { %s
        return "%s"; }
      public String description() { return "An action."; }
      public List<Parameter> parameters() { return List.of(); }
      public Map<String, Object> run(Params params, ActionContext context) { return Map.of(); }
    }
    """
        .formatted(type, inName, name);
  }

  /**
   * Compiles a class, which may use those that were compiled before, into a JAR of the directory.
   *
   * @param provider the line of the services file; null for none
   */
  private Path jar(String name, String provider, String type, String text) throws IOException {
    Path compiled = compile(type, text);
    Path jar = directory.resolve(name);
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      if (provider != null) {
        write(out, ActionLoader.SERVICES, provider.getBytes(UTF_8));
      }
      write(out, "org/example/" + type + ".class", Files.readAllBytes(compiled));
    }
    return jar;
  }

  private Path compile(String type, String text) throws IOException {
    Path source = Files.writeString(temp.resolve(type + ".java"), text);
    Path classes = temp.resolve("classes");
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                OutputStream.nullOutputStream(),
                null,
                "-proc:none",
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path") + File.pathSeparator + classes,
                source.toString());
    assertThat(code).isZero();
    return classes.resolve("org/example/" + type + ".class");
  }

  private static void write(JarOutputStream out, String name, byte[] bytes) throws IOException {
    out.putNextEntry(new JarEntry(name));
    out.write(bytes);
    out.closeEntry();
  }
}
