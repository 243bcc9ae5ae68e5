package dev.edgeagent.action;

import dev.edgeagent.llm.Backends;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What actions may use beyond their parameters.
 *
 * @param settings the workflow's {@code settings}, templates of {@code settings.llm} rendered
 * @param secrets what {@code --secrets} and {@code --secrets-env} gave; never logged
 * @param permissions which files, programs and hosts may be reached
 * @param memory what {@code memory.*} keep things in
 * @param backends answers of models
 * @param actions all that this run knows, for a model that asks for one
 * @param text takes what {@code llm.stream} shows, as it is made
 * @param warn takes one line for the user
 */
public record ActionContext(
    Map<String, Object> settings,
    Map<String, Object> secrets,
    Permissions permissions,
    Memory memory,
    Backends backends,
    ActionRegistry actions,
    Consumer<String> text,
    Consumer<String> warn) {

  /** {@code settings.llm}; empty if there is none. */
  @SuppressWarnings("unchecked") // the keys of a YAML map are strings
  public Map<String, Object> llmSettings() {
    return settings.get("llm") instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }
}
