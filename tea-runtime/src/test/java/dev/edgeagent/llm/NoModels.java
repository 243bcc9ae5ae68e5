package dev.edgeagent.llm;

import java.util.Map;
import java.util.function.Consumer;

/** What answers {@code llm.*} in tests that need no model: nothing. */
public final class NoModels {

  private NoModels() {}

  /**
   * @param environment in which a model is looked for
   * @param warn takes what the search says
   */
  public static Backends backends(Map<String, String> environment, Consumer<String> warn) {
    return new Backends(
        new ModelLocator(environment, null, warn),
        new LocalModels(
            _ -> {
              throw new ModelException("no engine here", "none");
            },
            null));
  }
}
