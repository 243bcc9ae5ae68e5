package dev.edgeagent.cli;

import dev.edgeagent.file.AtomicFile;
import dev.edgeagent.workflow.WorkflowException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the final state goes: to stdout, into a file, or nowhere if the events tell it. */
final class StateOutput {

  private final PrintStream out;
  private final @Nullable Path file;
  private final boolean streaming;

  private StateOutput(PrintStream out, @Nullable Path file, boolean streaming) {
    this.out = out;
    this.file = file;
    this.streaming = streaming;
  }

  /**
   * @throws WorkflowException if the file's directory is missing: better now than after the run
   */
  static StateOutput of(Arguments arguments, PrintStream out)
      throws WorkflowException, UsageException {
    Path file = arguments.path("output").orElse(null);
    if (file != null) {
      Path directory = file.toAbsolutePath().getParent();
      if (directory == null || Files.isDirectory(file)) {
        throw new WorkflowException(
            null, "--output " + file + ": is a directory", "give the name of a file in it");
      }
      if (!Files.isDirectory(directory)) {
        throw new WorkflowException(
            null, "--output " + file + ": no such directory", "make it: mkdir -p " + directory);
      }
    }
    return new StateOutput(out, file, arguments.has("stream"));
  }

  /** A file appears whole or not at all. */
  void write(Map<String, Object> state) throws WorkflowException {
    String json = StateJson.pretty(state);
    if (file == null) {
      if (!streaming) {
        out.println(json);
      }
      return;
    }
    try {
      AtomicFile.write(file, (json + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new WorkflowException(
          null,
          "--output " + file + " cannot be written: " + e,
          "check the disk and the directory's permissions",
          e);
    }
  }
}
