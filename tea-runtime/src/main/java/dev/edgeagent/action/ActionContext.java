package dev.edgeagent.action;

import dev.edgeagent.llm.Backends;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What actions may use beyond their parameters.
 *
 * @param llmSettings the workflow's {@code settings.llm}, templates rendered
 * @param backends answers of models
 * @param warn takes one line for the user
 */
public record ActionContext(
    Map<String, Object> llmSettings, Backends backends, Consumer<String> warn) {}
