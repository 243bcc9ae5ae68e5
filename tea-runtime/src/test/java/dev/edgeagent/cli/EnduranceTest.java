package dev.edgeagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A model that is asked a thousand times in one process, by one and by many at the same time. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "memory is read from /proc")
@Timeout(600)
class EnduranceTest {

  static final int BRANCHES = 64;

  static final List<String> QUESTIONS =
      List.of(
          "What is the capital of France?",
          "What is 2+2?",
          "What is the capital of Spain?",
          "Who are you?",
          "What is the capital of Italy?");

  private static final long MOST_GROWTH_MIB = 64;

  @TempDir Path directory;

  @Test
  void longConversationsAndManyBranchesAnswerAsLoneCallsAndKeepNoMemory() throws Exception {
    Files.writeString(
        directory.resolve("workflow.yaml"),
        """
        initial_state:
          questions: %s
        nodes:
          - name: ask
            type: dynamic_parallel
            items: "{{ range(%d) | list }}"
            action:
              uses: llm.chat
              with:
                prompt: "{{ state.questions[state.item %% 5] }}"
                temperature: 0
                max_tokens: 12
              output: {text: "{{ result.content }}"}
            fan_in: collect
          - name: collect
            run:
              type: expression
              value: "state.parallel_results | map(attribute='state.text') | list"
              output_key: answers
        """
            .formatted(QUESTIONS.stream().map(q -> '"' + q + '"').toList(), BRANCHES));
    Path said = directory.resolve("said.txt");
    int code =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Dtea.natives=" + System.getProperty("tea.natives"),
                "-Dtea.models=" + System.getProperty("tea.models"),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                EnduranceRun.class.getName(),
                directory.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start()
            .waitFor();
    List<String> lines = Files.readAllLines(said);
    assertThat(code).as(() -> String.join("\n", lines)).isZero();
    assertThat(lines.getFirst()).isEqualTo("200 answers, context full: true");
    assertThat(Long.parseLong(lines.get(1).replaceAll(".* ", "")))
        .as(lines.get(1))
        .isLessThan(MOST_GROWTH_MIB);
  }
}
