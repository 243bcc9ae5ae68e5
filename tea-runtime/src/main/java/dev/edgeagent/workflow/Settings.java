package dev.edgeagent.workflow;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The {@code settings} of a workflow.
 *
 * @param values the whole map, {@code {{ settings.x }}} in templates
 * @param maxIterations how many nodes a run may execute before it counts as an endless loop
 */
public record Settings(Map<String, Object> values, int maxIterations) {

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
