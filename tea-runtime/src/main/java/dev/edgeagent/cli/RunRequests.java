package dev.edgeagent.cli;

import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.FileMemory;
import dev.edgeagent.action.InProcessMemory;
import dev.edgeagent.action.Memory;
import dev.edgeagent.action.Permissions;
import dev.edgeagent.graph.Graph;
import dev.edgeagent.graph.RunListener;
import dev.edgeagent.graph.RunRequest;
import dev.edgeagent.llm.Backends;
import dev.edgeagent.workflow.NearestName;
import dev.edgeagent.workflow.Node;
import dev.edgeagent.workflow.WorkflowException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A command line to what a run is asked for. */
final class RunRequests {

  private static final BigDecimal LONGEST_TIMEOUT = BigDecimal.valueOf(1_000_000_000);

  private final Arguments arguments;
  private final Context context;

  RunRequests(Arguments arguments, Context context) {
    this.arguments = arguments;
    this.context = context;
  }

  RunRequest request(
      Graph graph,
      Backends backends,
      CheckpointFiles files,
      RunListener listener,
      Consumer<String> text,
      Consumer<String> warn)
      throws WorkflowException, UsageException {
    @Nullable String input = arguments.text("input").orElse(null);
    @Nullable String backend = Models.backend(arguments);
    Permissions permissions = permissions(graph);
    return new RunRequest(
        input == null ? Map.of() : ObjectOption.INPUT.read(input, context.in()),
        context.environment(),
        Secrets.of(arguments, context),
        backend == null ? Map.of() : Map.of("backend", backend),
        permissions,
        memory(graph, permissions),
        backends,
        text,
        maxIterations(),
        timeout(),
        nodes("interrupt-before", graph),
        nodes("interrupt-after", graph),
        files.latest(),
        files.interrupted(),
        listener,
        warn);
  }

  private static Memory memory(Graph graph, Permissions permissions) throws WorkflowException {
    String file = graph.workflow().settings().memoryFile();
    if (file == null) {
      return new InProcessMemory(InstantSource.system());
    }
    try {
      return new FileMemory(permissions.file(file), InstantSource.system());
    } catch (ActionException e) {
      throw new WorkflowException(null, "settings.memory: " + e.getMessage(), e.fix(), e);
    }
  }

  private Permissions permissions(Graph graph) throws UsageException {
    return new Permissions(
        Path.of("").toAbsolutePath(),
        graph.workflow().directory(),
        arguments.paths("allow-path").stream().map(Path::toAbsolutePath).toList(),
        !arguments.has("offline"),
        arguments.has("allow-shell"));
  }

  private @Nullable Integer maxIterations() throws UsageException {
    String text = arguments.text("max-iterations").orElse(null);
    if (text == null) {
      return null;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= 1) {
        return number;
      }
    } catch (NumberFormatException e) { // told below
    }
    throw new UsageException(
        "--max-iterations must be a whole number from 1, got '" + text + "'",
        "--max-iterations 5000");
  }

  private @Nullable Duration timeout() throws UsageException {
    String text = arguments.text("timeout").orElse(null);
    if (text == null) {
      return null;
    }
    try {
      var seconds = new BigDecimal(text);
      if (seconds.signum() > 0 && seconds.compareTo(LONGEST_TIMEOUT) <= 0) {
        return Duration.ofNanos(Math.max(1, seconds.movePointRight(9).longValue()));
      }
    } catch (NumberFormatException e) { // told below
    }
    throw new UsageException(
        "--timeout must be a number of seconds above 0, got '" + text + "'", "--timeout 2.5");
  }

  private Set<String> nodes(String option, Graph graph) throws UsageException {
    String text = arguments.text(option).orElse(null);
    if (text == null) {
      return Set.of();
    }
    List<String> known = graph.nodes().stream().map(Node::name).toList();
    Set<String> names = new LinkedHashSet<>();
    for (String part : text.split(",", -1)) {
      String name = part.strip();
      if (!known.contains(name)) {
        throw new UsageException(
            "--" + option + ": there is no node '" + name + "'", NearestName.fix(name, known));
      }
      names.add(name);
    }
    return names;
  }
}
