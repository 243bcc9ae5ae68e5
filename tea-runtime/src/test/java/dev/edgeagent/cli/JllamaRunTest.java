package dev.edgeagent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The portable engine in a process of its own, which must end, and say nothing of its own. */
class JllamaRunTest {

  private static final Path MODEL = Path.of(System.getProperty("tea.models"), "demo/demo.gguf");
  private static final String WORKFLOW =
      """
      name: ask
      settings: {llm: {engine: %s}}
      nodes:
        - name: ask
          uses: llm.chat
          with: {prompt: "What is the capital of France?", temperature: 0}
          output: {answer: "{{ result.content }}"}
      """;
  private static final String ANSWER =
      """
      {
        "answer": "The capital of France is Paris."
      }
      """;

  @TempDir Path directory;

  private record Outcome(int code, String out, String err) {}

  @Test
  void endsWithNothingButTheAnswerOnStdout() throws Exception {
    Outcome outcome = run(List.of(), classPath(), "jllama");
    assumeTrue(
        !outcome.err.contains("engine 'jllama' needs") && !outcome.err.contains("libgomp"),
        outcome.err);
    assertThat(outcome).isEqualTo(new Outcome(0, ANSWER, ""));
    assertThat(directory.resolve(".cache/tea")).isDirectoryContaining("glob:**/jllama-*");
  }

  @Test
  void loadsNoneOfItForAnotherEngine() throws Exception {
    Outcome outcome =
        run(List.of("-Xlog:class+load:file=classes.txt:none"), classPath(), "llamacpp");
    assertThat(outcome).isEqualTo(new Outcome(0, ANSWER, ""));
    try (Stream<String> classes = Files.lines(directory.resolve("classes.txt"))) {
      assertThat(
              classes
                  .filter(line -> line.contains("kherud") || line.contains(".jllama."))
                  .map(line -> line.replaceFirst(" .*", "")))
          .containsExactly("dev.edgeagent.llm.jllama.JllamaEngine");
    }
  }

  @Test
  void saysHowToAddItsJar() throws Exception {
    String without =
        Stream.of(classPath().split(File.pathSeparator))
            .filter(entry -> !entry.contains("kherud"))
            .collect(Collectors.joining(File.pathSeparator));
    Outcome outcome = run(List.of(), without, "jllama");
    assertThat(outcome.code).isEqualTo(1);
    assertThat(outcome.out).isEmpty();
    assertThat(outcome.err)
        .contains("engine 'jllama' is not there: de.kherud:llama is not on the class path")
        .contains("Fix: add the jar of de.kherud:llama 4.2.0");
  }

  /** Both libraries have functions of the same names; mixed up, they end the process. */
  @Test
  void leavesTheOtherEngineItsOwnFunctions() throws Exception {
    String node =
        """
          - name: %1$s
            uses: llm.chat
            with: {prompt: "What is the capital of France?", temperature: 0, engine: %1$s, model_path: %2$s}
            output: {%1$s: "{{ result.content }}"}
        """;
    Path first = Files.copy(MODEL, directory.resolve("first.gguf"));
    Path second = Files.copy(MODEL, directory.resolve("second.gguf"));
    Outcome outcome =
        run(
            List.of(),
            classPath(),
            "nodes:\n" + node.formatted("jllama", first) + node.formatted("llamacpp", second),
            "");
    assumeTrue(
        !outcome.err.contains("engine 'jllama' needs") && !outcome.err.contains("libgomp"),
        outcome.err);
    assertThat(outcome)
        .isEqualTo(
            new Outcome(
                0,
                """
                {
                  "jllama": "The capital of France is Paris.",
                  "llamacpp": "The capital of France is Paris."
                }
                """,
                ""));
  }

  private Outcome run(List<String> options, String classPath, String engine) throws Exception {
    return run(options, classPath, WORKFLOW.formatted(engine), MODEL.toString());
  }

  private Outcome run(List<String> options, String classPath, String text, String model)
      throws Exception {
    Path workflow = Files.writeString(directory.resolve("ask.yaml"), text);
    List<String> command = TeaProcess.command("run", workflow.toString());
    command.set(command.indexOf("-cp") + 1, classPath);
    command.addAll(1, options);
    command.add(1, "-Dtea.natives=" + System.getProperty("tea.natives"));
    Path out = directory.resolve("out.txt");
    Path err = directory.resolve("err.txt");
    var builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("HOME", directory.toString());
    builder.environment().remove("XDG_CACHE_HOME");
    builder.environment().put("TEA_MODEL_PATH", model);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("it ends").isTrue();
      return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      process.destroyForcibly();
    }
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}
