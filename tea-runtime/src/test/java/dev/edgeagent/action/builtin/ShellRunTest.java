package dev.edgeagent.action.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.Params;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellRunTest {

  @TempDir Path directory;

  @Test
  void aTextIsForTheShell() throws Exception {
    assertThat(run("command", "echo \"$((6 * 7))\"; echo bad >&2; exit 3"))
        .isEqualTo(Map.of("stdout", "42\n", "stderr", "bad\n", "exit_code", 3L, "success", false));
  }

  @Test
  void aListIsAProgramAndItsArguments() throws Exception {
    assertThat(run("command", List.of("printf", "%s|", "$HOME; ls", "a b", 7L)))
        .isEqualTo(
            Map.of("stdout", "$HOME; ls|a b|7|", "stderr", "", "exit_code", 0L, "success", true));
  }

  @Test
  void takesInputDirectoryAndVariables() throws Exception {
    Files.createDirectory(directory.resolve("sub dir"));
    assertThat(
            run(
                "command", "cat; pwd; echo \"$WHO\"",
                "input", "grüße\n",
                "cwd", "sub dir",
                "env", Map.of("WHO", "Ada")))
        .containsEntry("stdout", "grüße\n" + directory.toRealPath().resolve("sub dir") + "\nAda\n");
  }

  @Test
  void runsInTheWorkingDirectoryAndWithEmptyInputIfNothingIsSaid() throws Exception {
    assertThat(run("command", "pwd; cat")).containsEntry("stdout", directory.toRealPath() + "\n");
  }

  @Test
  void allThreeStreamsMayBeLongAtTheSameTime() throws Exception {
    String input = "0123456789abcde\n".repeat(1 << 16);
    Map<String, Object> result = run("command", "tee /dev/stderr", "input", input);
    assertThat(result.get("stdout")).isEqualTo(input);
    assertThat(result.get("stderr")).isEqualTo(input);
  }

  @Test
  void theProgramNeedNotReadItsInput() throws Exception {
    assertThat(run("command", "exec <&-; echo done", "input", "x".repeat(1 << 20)))
        .containsEntry("stdout", "done\n")
        .containsEntry("success", true);
  }

  @Test
  void bytesThatAreNotUtf8AreReplaced() throws Exception {
    assertThat(run("command", "printf 'a\\377b'")).containsEntry("stdout", "a\ufffdb");
  }

  @Test
  void aSignalIsAnExitCode() throws Exception {
    assertThat(run("command", "kill -9 $$"))
        .containsEntry("exit_code", 137L)
        .containsEntry("success", false);
  }

  @Test
  void theTimeoutEndsAllThatItStarted() throws Exception {
    // Its background process holds the pipe open, so that reading it to the end means: all ended.
    Path pipe = fifo();
    var ended = new FutureTask<>(() -> Files.readString(pipe));
    Thread.ofPlatform().daemon().start(ended);
    assertThat(
            failure(
                "command",
                "exec 3> pipe; (sh -c 'sleep 1000; :'; :) & echo started >&3; wait",
                "timeout",
                2))
        .hasMessage("the program did not end within 2.0 s and was ended")
        .matches(ActionException::isRetryable);
    assertThat(ended.get()).isEqualTo("started\n");
  }

  @Test
  void anInterruptEndsAllThatItStarted() throws Exception {
    Path pipe = fifo();
    var task =
        new FutureTask<>(
            () -> run("command", "exec 3> pipe; (sleep 1000; :) & echo started >&3; wait"));
    Thread thread = Thread.ofPlatform().daemon().start(task);
    try (BufferedReader reader = Files.newBufferedReader(pipe)) {
      assertThat(reader.readLine()).isEqualTo("started");
      thread.interrupt();
      assertThatThrownBy(task::get).hasCauseInstanceOf(InterruptedException.class);
      assertThat(reader.readLine()).isNull();
    }
  }

  @Test
  void endsAProgramThatWritesMoreThan64Megabytes() {
    for (String stream : List.of("", ">&2")) {
      assertThat(failure("command", "yes 0123456789012345678901234567890123456789" + stream))
          .hasMessage("the program wrote more than 64 MB and was ended")
          .matches(e -> !e.isRetryable());
    }
  }

  @Test
  void isOffUnlessItIsAllowed() {
    assertThatThrownBy(
            () ->
                new ShellRun()
                    .run(
                        new Params(Map.of("command", "touch made")),
                        TestContext.of(directory, true, false)))
        .isInstanceOfSatisfying(
            ActionException.class,
            e -> assertThat(e.fix()).isEqualTo("if you trust this one: tea run --allow-shell"))
        .hasMessage("shell.run is off: a workflow could do anything that you can");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void namesTheProgramThatIsNotThere() {
    assertThat(failure("command", List.of("no-such-program", "-v")))
        .hasMessageStartingWith("'no-such-program' cannot be run: ")
        .hasMessageContaining("No such file or directory");
  }

  @Test
  void saysWhichParameterIsWrong() {
    assertThat(failure()).hasMessage("parameter 'command' is missing");
    assertThat(failure("command", "  "))
        .hasMessage("parameter 'command' must be a command, got \"  \"");
    assertThat(failure("command", List.of()))
        .hasMessage("parameter 'command' must be a program and its arguments, got []");
    assertThat(failure("command", List.of("ls", Map.of())))
        .hasMessage("every value in 'command' must be a text");
    assertThat(failure("command", "a\0b"))
        .hasMessage("'command' holds a NUL character, which no program can be given");
    assertThat(failure("command", "ls", "cwd", "none"))
        .hasMessage("'cwd' is none, which is no directory");
    assertThat(failure("command", "ls", "cwd", "/"))
        .hasMessage("'/' is outside of the workflow's directory and the working directory");
    assertThat(failure("command", "ls", "env", List.of()))
        .hasMessage("parameter 'env' must be a map of names and texts");
    assertThat(failure("command", "ls", "env", Map.of("A=B", "c")))
        .hasMessage("'A=B' cannot be the name of a variable");
    assertThat(failure("command", "ls", "timeout", -1))
        .hasMessage(
            "parameter 'timeout' must be a number of seconds, more than 0 and up to a week,"
                + " got -1");
  }

  private Path fifo() throws IOException, InterruptedException {
    Path pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    return pipe;
  }

  private Map<String, Object> run(Object... params) throws ActionException, InterruptedException {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < params.length; i += 2) {
      map.put((String) params[i], params[i + 1]);
    }
    return new ShellRun().run(new Params(map), TestContext.of(directory, true, true));
  }

  private ActionException failure(Object... params) {
    return catchThrowableOfType(ActionException.class, () -> run(params));
  }
}
