package dev.edgeagent.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgeagent.BuildFailure;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class ToolRunTest {
  private static final ExternalTool SH = new ExternalTool("sh", Path.of("/bin/sh"));

  @Test
  void returnsWhatTheToolPrintsOnBothStreams() throws Exception {
    assertThat(SH.run("-c", "echo one; echo two >&2; echo three").output())
        .containsExactly("one", "two", "three");
  }

  @Test
  void runsInADirectoryWithAnEnvironment(@TempDir Path directory) throws Exception {
    assertThat(
            SH.run("-c", "pwd; echo $A; echo ${HOME-none}")
                .in(directory)
                .environment("A", "x y")
                .withoutEnvironment("HOME")
                .output())
        .containsExactly(directory.toString(), "x y", "none");
  }

  @Test
  void canHideTheWholeEnvironment() throws Exception {
    ExternalTool env = ExternalTool.find("env", Optional.empty(), "");
    assertThat(env.run().emptyEnvironment().environment("A", "x").output()).containsExactly("A=x");
  }

  @Test
  void givesTheToolNothingToRead() throws Exception {
    assertThat(SH.run("-c", "cat; echo end").output()).containsExactly("end");
  }

  @Test
  void failureHasTheLastLines() {
    assertThatThrownBy(
            () -> SH.run("-c", "for i in $(seq 20); do echo line $i; done; exit 3").execute())
        .isInstanceOf(BuildFailure.class)
        .hasMessage(
            """
            sh: exit code 3
                line 6
                line 7
                line 8
                line 9
                line 10
                line 11
                line 12
                line 13
                line 14
                line 15
                line 16
                line 17
                line 18
                line 19
                line 20
              Fix: see what it printed above; run Maven with -X for the command line\
            """);
  }

  @Test
  void failureOfASilentToolSaysSo() {
    assertThatThrownBy(() -> SH.run("-c", "exit 1").execute())
        .isInstanceOf(BuildFailure.class)
        .hasMessage(
            """
            sh: exit code 1
              Fix: it printed nothing; run Maven with -X for the command line\
            """);
  }

  @Test
  @Timeout(20)
  void killsAToolThatDoesNotEnd(@TempDir Path directory) {
    // The grandchild would keep the pipe open.
    assertThatThrownBy(
            () ->
                SH.run("-c", "sleep 60 & echo $! > pid; echo started; wait")
                    .in(directory)
                    .timeout(Duration.ofSeconds(1))
                    .execute())
        .isInstanceOf(BuildFailure.class)
        .hasMessage(
            """
            sh: did not end within 1 seconds
                started
              Fix: see what it printed above; run Maven with -X for the command line\
            """);
    assertThat(directory.resolve("pid"))
        .content()
        .satisfies(
            pid ->
                assertThat(ProcessHandle.of(Long.parseLong(pid.strip())))
                    .matches(process -> process.isEmpty() || diesSoon(process.get())));
  }

  private static boolean diesSoon(ProcessHandle process) {
    return process.onExit().completeOnTimeout(null, 5, TimeUnit.SECONDS).join() != null;
  }

  @Test
  void interruptionKillsTheTool() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> SH.run("-c", "sleep 60").execute())
        .isInstanceOf(InterruptedIOException.class)
        .hasMessage("sh: interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void findsAToolInThePath() throws Exception {
    assertThat(ExternalTool.find("sh", Optional.empty(), "").executable()).isExecutable();
  }

  @Test
  void saysHowToGetAMissingTool() {
    assertThatThrownBy(() -> ExternalTool.find("no-such-tool", Optional.empty(), "apt install it"))
        .isInstanceOf(BuildFailure.class)
        .hasMessage("no-such-tool: not found in PATH\n  Fix: apt install it");
  }

  @Test
  void refusesAGivenFileThatIsNotExecutable(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("mksquashfs"), "");
    assertThatThrownBy(
            () -> ExternalTool.find("mksquashfs", Optional.of(file), "apt install squashfs-tools"))
        .isInstanceOf(BuildFailure.class)
        .hasMessage(
            "tea.mksquashfs: "
                + file
                + " is not an executable file\n  Fix: apt install squashfs-tools");
  }
}
