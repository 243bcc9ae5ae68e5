package dev.edgeagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgeagent.llm.llamacpp.TinyGemma;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C while a model reads and while it writes, with real processes. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs the signals of POSIX")
@Timeout(300)
class StreamAbortTest {

  /** Answers of a thousand tokens, one after the other, without end. */
  private static final String ENDLESS =
      """
      nodes:
        - name: ask
          uses: llm.stream
          with: {prompt: "a", temperature: 0, max_tokens: 3000}
          goto: [{if: "true", to: ask}]
      """;

  /** A prompt that takes minutes. */
  private static final String LONG_PROMPT =
      """
      nodes:
        - {name: announce, uses: notify, with: {channel: info, message: begun}}
        - name: ask
          uses: llm.stream
          with: {prompt: "{{ 'What is that? ' * 9000 }}", temperature: 0, max_tokens: 5}
      """;

  @TempDir Path directory;

  @Test
  void endsInTheMiddleOfAnAnswerWithWhatIsThere() throws Exception {
    try (var tea = TeaProcess.start(directory, "run", workflow(ENDLESS), "-q", "--gguf", model())) {
      assertThat(tea.readSome(200)).hasSize(200);
      tea.signal("INT");
      assertThat(tea.await()).isEqualTo(130);
      assertThat(tea.err()).isEqualTo("interrupted\n");
    }
  }

  @Test
  void endsInTheMiddleOfAPrompt() throws Exception {
    String file = workflow(LONG_PROMPT);
    try (var tea = TeaProcess.start(directory, "run", file, "-s", "--gguf", model())) {
      tea.awaitLine("\"node_complete\"");
      tea.awaitLine("\"node_start\"");
      tea.signal("INT");
      assertThat(tea.await()).isEqualTo(130);
      assertThat(tea.rest()).endsWith("\"error\":\"interrupted\",\"fix\":\"run it again\"}\n");
    }
  }

  private String workflow(String text) throws Exception {
    return Files.writeString(directory.resolve("w.yaml"), text).toString();
  }

  private String model() throws Exception {
    return Files.write(directory.resolve("gemma.gguf"), TinyGemma.bytes(131_072)).toString();
  }
}
