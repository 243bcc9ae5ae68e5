package dev.edgeagent.cli;

import dev.edgeagent.graph.Graph;
import dev.edgeagent.workflow.Node;
import dev.edgeagent.workflow.Workflow;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a run keeps its checkpoints.
 *
 * @param latest the file that is replaced after each step; null if nobody asked for it
 * @param interrupted the file of a run that stops where it was asked to; its directory, for a run
 *     that cannot
 */
record CheckpointFiles(@Nullable Path latest, Path interrupted) {

  private static final int LONGEST_NAME = 40;

  /** {@code --checkpoint-dir}, else the workflow's {@code config.checkpoint_dir}. */
  static CheckpointFiles of(Arguments arguments, Graph graph, Context context)
      throws UsageException {
    Workflow workflow = graph.workflow();
    Path directory = arguments.path("checkpoint-dir").orElse(null);
    String ofWorkflow = workflow.config().checkpointDir();
    if (directory == null && ofWorkflow != null) {
      directory = workflow.directory().resolve(ofWorkflow);
    }
    if (directory != null) {
      Path file = directory.toAbsolutePath().normalize().resolve(name(workflow.name()));
      return new CheckpointFiles(file, file);
    }
    Path home = context.stateHome().resolve("tea/checkpoints");
    return new CheckpointFiles(
        null, canStop(arguments, workflow) ? home.resolve(name(workflow.name())) : home);
  }

  /**
   * Whether the run may stop where it was asked to. If not, the name is never used, and the 200
   * classes that write a date need not be loaded.
   */
  private static boolean canStop(Arguments arguments, Workflow workflow) {
    return arguments.has("interrupt-before")
        || arguments.has("interrupt-after")
        || !workflow.config().interruptBefore().isEmpty()
        || !workflow.config().interruptAfter().isEmpty()
        || workflow.nodes().stream().anyMatch(node -> node.interrupt() != Node.Interrupt.NONE);
  }

  private static String name(String workflow) {
    String time =
        DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT)
            .format(InstantSource.system().instant().atZone(ZoneId.systemDefault()));
    return "%s-%s-%d.checkpoint.json"
        .formatted(fileName(workflow), time, ProcessHandle.current().pid());
  }

  /** A workflow's name as part of a file's name: letters, digits, dots and dashes. */
  static String fileName(String workflow) {
    var name = new StringBuilder();
    String stem =
        workflow.endsWith(".yaml") ? workflow.substring(0, workflow.length() - 5) : workflow;
    stem.codePoints()
        .limit(LONGEST_NAME)
        .forEach(
            c -> {
              if (Character.isLetterOrDigit(c) || c == '_' || (c == '.' && !name.isEmpty())) {
                name.appendCodePoint(c);
              } else if (!name.isEmpty() && name.charAt(name.length() - 1) != '-') {
                name.append('-');
              }
            });
    return name.isEmpty() ? "workflow" : name.toString();
  }
}
