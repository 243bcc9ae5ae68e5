package dev.edgeagent.action.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgeagent.action.Parameter;
import dev.edgeagent.workflow.Problems;
import dev.edgeagent.workflow.WorkflowReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LlmParametersTest {

  private static final Set<String> CONVERSATION = Set.of("prompt", "system", "messages");

  @TempDir Path directory;

  @Test
  void settingsKnowAllParametersOfTheActions() throws Exception {
    var text = new StringBuilder("nodes: [{name: a}]\nsettings:\n  llm:\n");
    LlmParameters.ALL.stream()
        .flatMap(LlmParametersTest::names)
        .filter(name -> !CONVERSATION.contains(name))
        .forEach(name -> text.append("    ").append(name).append(": x\n"));
    Path file = Files.writeString(directory.resolve("w.yaml"), text);
    var problems = new Problems();

    WorkflowReader.read(file, List.of(), problems);

    assertThat(problems.warnings()).isEmpty();
  }

  private static Stream<String> names(Parameter parameter) {
    return Stream.concat(Stream.of(parameter.name()), parameter.aliases().stream());
  }
}
