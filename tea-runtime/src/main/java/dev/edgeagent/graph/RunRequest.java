package dev.edgeagent.graph;

import dev.edgeagent.action.Memory;
import dev.edgeagent.action.Permissions;
import dev.edgeagent.llm.Backends;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a run is asked for.
 *
 * @param input merged over the workflow's initial state, key by key
 * @param environment the process's variables, {@code {{ env.X }}} in templates
 * @param secrets {@code {{ secrets.x }}} in templates
 * @param llmOverrides win over {@code settings.llm}
 * @param permissions what the workflow may reach
 * @param memory what {@code memory.*} keep things in
 * @param backends what answers {@code llm.*}
 * @param text takes what {@code llm.stream} shows, as it is made
 * @param maxIterations wins over {@code settings.max_iterations}; null if it does not
 * @param timeout for the whole run; null for no end
 * @param interruptBefore nodes before which it stops, beside those that the workflow names
 * @param interruptAfter nodes after which it stops
 * @param checkpoints the file that holds the run's latest checkpoint; null to write none unless it
 *     is interrupted
 * @param interrupted the file that holds the checkpoint of an interrupted run
 * @param listener is told what happens
 * @param warn takes one line for the user at a time
 */
public record RunRequest(
    Map<String, Object> input,
    Map<String, String> environment,
    Map<String, Object> secrets,
    Map<String, Object> llmOverrides,
    Permissions permissions,
    Memory memory,
    Backends backends,
    Consumer<String> text,
    @Nullable Integer maxIterations,
    @Nullable Duration timeout,
    Set<String> interruptBefore,
    Set<String> interruptAfter,
    @Nullable Path checkpoints,
    Path interrupted,
    RunListener listener,
    Consumer<String> warn) {

  public RunRequest {
    interruptBefore = Set.copyOf(interruptBefore);
    interruptAfter = Set.copyOf(interruptAfter);
  }
}
