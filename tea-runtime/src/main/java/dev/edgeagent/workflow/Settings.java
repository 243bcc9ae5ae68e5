package dev.edgeagent.workflow;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code settings} of a workflow.
 *
 * @param values the whole map, {@code {{ settings.x }}} in templates
 * @param maxIterations how often a run may execute one node before it counts as an endless loop
 * @param allowCycles whether nodes may lead back to themselves
 * @param maxWorkers branches that run at the same time; null for no limit
 * @param memoryFile where {@code memory.*} keep things from run to run, as the workflow names it;
 *     null for in the process
 * @param llmPlaces of the values of {@code settings.llm}
 */
public record Settings(
    Map<String, Object> values,
    int maxIterations,
    boolean allowCycles,
    @Nullable Integer maxWorkers,
    @Nullable String memoryFile,
    Places llmPlaces) {

  /** The reference's default for {@code settings.max_iterations}. */
  public static final int DEFAULT_MAX_ITERATIONS = 1000;

  public Settings {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** {@code settings.llm}; empty if there is none. */
  @SuppressWarnings("unchecked") // a YAML map's keys are strings: Yaml makes them so
  public Map<String, Object> llm() {
    return values.get("llm") instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }
}
