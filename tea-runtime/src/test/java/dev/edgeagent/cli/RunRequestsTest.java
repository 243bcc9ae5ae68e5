package dev.edgeagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgeagent.action.builtin.BuiltInActions;
import dev.edgeagent.graph.Graph;
import dev.edgeagent.graph.RunListener;
import dev.edgeagent.graph.RunRequest;
import dev.edgeagent.workflow.WorkflowReader;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRequestsTest {

  @TempDir Path directory;

  @Test
  void allowsLittleUnlessAskedTo() throws Exception {
    RunRequest request = request();
    assertThat(request.permissions().network()).isTrue();
    assertThat(request.permissions().shell()).isFalse();
    assertThat(request.permissions().allowedPaths()).isEmpty();
    assertThat(request.permissions().workflowDirectory()).isEqualTo(directory);
    assertThat(request.input()).isEmpty();
    assertThat(request.secrets()).isEmpty();
    assertThat(request.llmOverrides()).isEmpty();
    assertThat(request.timeout()).isNull();
    assertThat(request.maxIterations()).isNull();
    assertThat(request.checkpoints()).isNull();
  }

  @Test
  void asksForWhatTheCommandLineSays() throws Exception {
    RunRequest request =
        request(
            "--offline",
            "--allow-shell",
            "--allow-path",
            "relative",
            "--allow-path=/tmp",
            "--backend",
            "api",
            "--timeout",
            "0.25",
            "--max-iterations=7",
            "--interrupt-before",
            "a, b",
            "--interrupt-after=b",
            "-c",
            directory + "/x/../cps");
    assertThat(request.permissions().network()).isFalse();
    assertThat(request.permissions().shell()).isTrue();
    assertThat(request.permissions().allowedPaths())
        .containsExactly(Path.of("relative").toAbsolutePath(), Path.of("/tmp"));
    assertThat(request.llmOverrides()).isEqualTo(Map.of("backend", "api"));
    assertThat(request.timeout()).isEqualTo(Duration.ofMillis(250));
    assertThat(request.maxIterations()).isEqualTo(7);
    assertThat(request.interruptBefore()).isEqualTo(Set.of("a", "b"));
    assertThat(request.interruptAfter()).isEqualTo(Set.of("b"));
    assertThat(request.checkpoints()).hasParentRaw(directory.resolve("cps"));
    assertThat(request.interrupted()).isEqualTo(request.checkpoints());
  }

  @Test
  void aModelOnTheCommandLineIsALocalOne() throws Exception {
    Path gguf = Files.createFile(directory.resolve("m.gguf"));
    assertThat(request("--gguf", gguf.toString()).llmOverrides())
        .isEqualTo(Map.of("backend", "local"));
    assertThat(request("--gguf", gguf.toString(), "--backend", "auto").llmOverrides())
        .isEqualTo(Map.of("backend", "auto"));
  }

  private RunRequest request(String... options) throws Exception {
    Path file = Files.writeString(directory.resolve("w.yaml"), "nodes: [{name: a}, {name: b}]");
    var nowhere = new PrintStream(OutputStream.nullOutputStream());
    var context =
        new Context(
            nowhere,
            nowhere,
            new ByteArrayInputStream(new byte[0]),
            Map.of("HOME", directory.toString()),
            () -> false,
            () -> false);
    Arguments arguments = Arguments.parse(Help.command("run"), List.of(options));
    Graph graph = Graph.of(WorkflowReader.read(file), BuiltInActions.registry());
    try (var backends = Models.open(arguments, context, _ -> {}, _ -> {})) {
      return new RunRequests(arguments, context)
          .request(
              graph,
              backends,
              CheckpointFiles.of(arguments, graph, context),
              RunListener.NONE,
              _ -> {},
              _ -> {});
    }
  }
}
