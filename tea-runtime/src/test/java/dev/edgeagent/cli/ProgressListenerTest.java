package dev.edgeagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressListenerTest {

  private static final String ERASE = "\r\u001b[K";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void showsFinishedNodesAndTheRunningOne() {
    var status = new StatusLine(err, true);
    var progress = new ProgressListener(status, false);
    progress.nodeStarted("a");
    status.println("warning: odd");
    progress.nodeCompleted("a", Map.of(), Duration.ofMillis(1234));
    progress.nodeStarted("b");
    progress.nodeFailed("b", "bro\u001bken\nin two lines", false, Duration.ofMillis(1));
    assertThat(text())
        .isEqualTo(
            "… a"
                + ERASE
                + "warning: odd\n… a"
                + ERASE
                + "✓ a  1.2 s\n" //
                + "… b"
                + ERASE
                + "✗ b  broken\n");
  }

  @Test
  void countsBranches() {
    var progress = new ProgressListener(new StatusLine(err, false), false);
    progress.nodeStarted("fan");
    progress.branchEnded("fan", "fan[0]", true, Duration.ZERO);
    progress.branchEnded("fan", "fan[1]", false, Duration.ZERO);
    progress.branchEnded("fan", "fan[2]", true, Duration.ZERO);
    progress.nodeCompleted("fan", Map.of(), Duration.ofSeconds(61));
    progress.branchEnded("fan", "other", true, Duration.ZERO);
    progress.nodeCompleted("fan", Map.of(), Duration.ZERO);
    assertThat(text()).isEqualTo("✓ fan  2/3 branches  1 min 1 s\n✓ fan  0.0 s\n");
  }

  @Test
  void saysHowManyRunAtTheSameTime() {
    var progress = new ProgressListener(new StatusLine(err, true), false);
    progress.nodeStarted("a");
    progress.nodeStarted("b");
    progress.branchEnded("b", "b[0]", true, Duration.ZERO);
    progress.close();
    assertThat(text())
        .isEqualTo(
            "… a" + ERASE + "… b  and 1 more" + ERASE + "… b  1 branches  and 1 more" + ERASE);
  }

  @Test
  void cutsWhatWouldWrapAndColoursTheSigns() {
    var progress = new ProgressListener(new StatusLine(err, true), true);
    progress.nodeStarted("ü".repeat(100));
    progress.nodeCompleted("ü".repeat(100), Map.of(), Duration.ZERO);
    assertThat(text())
        .isEqualTo(
            "… "
                + "ü".repeat(69)
                + "…"
                + ERASE
                + "\u001b[32m✓\u001b[0m "
                + "ü".repeat(100)
                + "  0.0 s\n");
  }

  @Test
  void saysThatANodeIsTriedAgain() {
    var progress = new ProgressListener(new StatusLine(err, false), true);
    progress.nodeStarted("a");
    progress.nodeRetried("a", "no answer", 1, Duration.ofMillis(1500));
    assertThat(text()).isEqualTo("↻ a  again in 1.5 s: no answer\n");
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
