package dev.edgeagent.action.builtin;

import dev.edgeagent.action.ActionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A process with its three streams, each on a thread of its own: it can neither wait for a reader
 * of its output nor for a writer of its input. Closing it, and the end of this process by a signal,
 * ends the process and all that it has started.
 */
final class ProcessRun implements AutoCloseable {

  private static final int MAX_BYTES = 64 << 20;
  private static final RunningProcesses RUNNING = new RunningProcesses();

  private final Process process;
  private final FutureTask<String> stdout;
  private final FutureTask<String> stderr;

  private ProcessRun(Process process, byte[] input) {
    this.process = process;
    this.stdout = started(() -> read(process.getInputStream()));
    this.stderr = started(() -> read(process.getErrorStream()));
    thread(() -> write(input));
  }

  /**
   * Starts it, and begins to feed it and to read it.
   *
   * @param input what it reads from stdin, all of it or as much as it likes
   * @throws IOException if it cannot be started
   * @throws InterruptedException if this process ends just now
   */
  static ProcessRun start(ProcessBuilder builder, byte[] input)
      throws IOException, InterruptedException {
    return RUNNING.add(() -> new ProcessRun(builder.start(), input));
  }

  /**
   * Waits for its end, and that of its output.
   *
   * @return the exit code; 128 and the signal's number if a signal ended it
   * @throws ActionException if it takes or writes too much
   */
  int await(double seconds) throws ActionException, InterruptedException {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    try {
      stdout.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      stderr.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw late(seconds, e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof ActionException failure
          ? failure
          : new ActionException(
              "the program's output cannot be read: " + e.getCause(), "try it again", e);
    }
    if (!process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
      throw late(seconds, null);
    }
    return process.exitValue();
  }

  String stdout() {
    return stdout.resultNow();
  }

  String stderr() {
    return stderr.resultNow();
  }

  @Override
  public void close() {
    RUNNING.remove(this);
    end();
  }

  /** Ends it now, whoever waits for it. */
  void end() {
    if (process.isAlive()) { // else its number may be another's already
      end(process.toHandle());
    }
  }

  private static <T> FutureTask<T> started(Callable<T> work) {
    var task = new FutureTask<>(work);
    thread(task);
    return task;
  }

  private static void thread(Runnable work) {
    Thread.ofPlatform().daemon().name("shell.run").start(work);
  }

  private String read(InputStream stream) throws IOException, ActionException {
    byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      end(); // else it waits for a reader, and its other stream never ends
      throw new ActionException(
          "the program wrote more than " + (MAX_BYTES >> 20) + " MB and was ended",
          "let it write to a file: COMMAND > FILE");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** A program need not read all of it. */
  private void write(byte[] input) {
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(input);
    } catch (IOException e) {
      return; // it has closed its stdin, or has ended
    }
  }

  private static ActionException late(double seconds, @Nullable Exception e) {
    return ActionException.temporary(
        "the program did not end within " + seconds + " s and was ended",
        "raise 'timeout'; what it starts in the background must redirect its output",
        e);
  }

  /** From the top: what is stopped cannot start anything more while its children are ended. */
  private static void end(ProcessHandle handle) {
    StopSignal.send(handle);
    handle.children().toList().forEach(ProcessRun::end);
    handle.destroyForcibly();
  }
}
