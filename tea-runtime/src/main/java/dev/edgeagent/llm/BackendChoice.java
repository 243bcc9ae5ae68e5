package dev.edgeagent.llm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a node and {@code settings.llm} say of who answers.
 *
 * @param kind {@code local}, {@code api} or {@code auto}
 * @param nodePath the node's {@code model_path}; null if it has none
 * @param settingsPath {@code settings.llm.model_path}; null if there is none
 * @param load how a local model is loaded
 * @param api where an API is
 */
public record BackendChoice(
    String kind,
    @Nullable String nodePath,
    @Nullable String settingsPath,
    LoadSettings load,
    ApiSettings api) {

  /** The names of backends. */
  public static final List<String> KINDS = List.of("local", "api", "auto");

  /** A local model if there is one, else a configured API. */
  public static final BackendChoice AUTO =
      new BackendChoice("auto", null, null, LoadSettings.AUTO, ApiSettings.NONE);

  public BackendChoice {
    if (!KINDS.contains(kind)) {
      throw new IllegalArgumentException(
          "backend must be one of " + String.join(", ", KINDS) + ", got " + kind);
    }
  }
}
