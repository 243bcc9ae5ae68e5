package dev.edgeagent.llm;

import java.util.Map;
import java.util.Optional;
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
            (_, _) -> {
              throw new ModelException("no engine here", "none");
            },
            null),
        new NoApi(),
        null,
        false,
        warn);
  }

  private static final class NoApi implements LlmApi {
    @Override
    public Optional<LlmBackend> open(ApiSettings settings) {
      return Optional.empty();
    }

    @Override
    public String howToConfigure() {
      return "none here";
    }
  }
}
