package dev.edgeagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Progress on a real pseudo-terminal, which {@code script} of util-linux makes. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "needs script of util-linux")
class TerminalTest {

  private static final String ERASE = "\r\u001b[K";

  @TempDir Path directory;

  @BeforeEach
  void workflow() throws IOException {
    Tool.assume("script");
    Files.writeString(
        directory.resolve("w.yaml"),
        """
        nodes:
          - {name: one, uses: json.parse, with: {text: '1'}}
          - name: fan
            parallel_each: [1]
            uses: json.parse
            with: {text: "{{ state.item }}"}
            fan_in: two
          - {name: two, uses: json.parse, with: {text: '2'}}
        """);
  }

  @Test
  void showsProgressOnATerminal() throws Exception {
    assertThat(onTerminal("xterm", "", "run", "w.yaml"))
        .isEqualTo(
            "… one"
                + ERASE
                + "\u001b[32m✓\u001b[0m one  T\n… fan"
                + ERASE
                + "… fan  1 branches"
                + ERASE
                + "\u001b[32m✓\u001b[0m fan  1/1 branches  T\n… two"
                + ERASE
                + "\u001b[32m✓\u001b[0m two  T\n");
    assertThat(directory.resolve("out.json")).content().startsWith("{\n");
  }

  @Test
  void overwritesNothingOnADumbTerminalAndColoursNothingIfNotWanted() throws Exception {
    String plain = "✓ one  T\n✓ fan  1/1 branches  T\n✓ two  T\n";
    assertThat(onTerminal("dumb", "", "run", "w.yaml")).isEqualTo(plain);
    assertThat(onTerminal("xterm", "1", "run", "w.yaml"))
        .contains("✓ one  T\n")
        .doesNotContain("\u001b[3");
    assertThat(onTerminal("xterm", "", "run", "w.yaml", "--quiet")).isEmpty();
  }

  @Test
  void showsNoProgressElsewhere() throws Exception {
    try (var tea = TeaProcess.start(directory, "run", "w.yaml")) {
      assertThat(tea.await()).isZero();
      assertThat(tea.err()).isEmpty();
    }
  }

  /** What appears on the terminal, with T for the times; stdout goes elsewhere. */
  private String onTerminal(String terminal, String noColor, String... args) throws Exception {
    String command =
        TeaProcess.command(args).stream().map(ShellWords::quoted).collect(Collectors.joining(" "));
    return Tool.output(
            directory,
            Map.of("TERM", terminal, "NO_COLOR", noColor, "LC_ALL", "C.UTF-8"),
            List.of("script", "-qec", command + " >out.json", "/dev/null"))
        .replace("\r\n", "\n")
        .replaceAll("\\d+\\.\\d s", "T");
  }
}
