package dev.edgeagent.llm;

import org.jspecify.annotations.Nullable;

/** Chooses what answers a call: a local model, found by {@link ModelLocator} and loaded once. */
public final class Backends implements AutoCloseable {

  private final ModelLocator locator;
  private final LocalModels models;
  private final @Nullable String forced;

  public Backends(ModelLocator locator, LocalModels models) {
    this(locator, models, null);
  }

  /**
   * @param forced the command line's {@code --backend}, which wins over every node's; null if it is
   *     not given
   */
  public Backends(ModelLocator locator, LocalModels models, @Nullable String forced) {
    this.locator = locator;
    this.models = models;
    this.forced = forced;
  }

  /**
   * @param kind {@code local} or {@code auto}, as the workflow says
   * @param nodePath the node's {@code model_path}; null if it has none
   * @param settingsPath {@code settings.llm.model_path}; null if there is none
   * @throws ModelException if there is no such kind, no model, or the model does not load
   * @throws InterruptedException if the caller is interrupted while the model loads, or the models
   *     are closed
   */
  public LlmBackend select(String kind, @Nullable String nodePath, @Nullable String settingsPath)
      throws ModelException, InterruptedException {
    return switch (forced == null ? kind : forced) {
      case "local", "auto" -> models.get(locator.locate(nodePath, settingsPath));
      case "api" ->
          throw new ModelException(
              "backend 'api' is none of tea's: it asks no model over the network",
              "use 'backend: local', or ask the server with http.post");
      default ->
          throw new ModelException("there is no backend '" + kind + "'", "use 'local' or 'auto'");
    };
  }

  @Override
  public void close() {
    models.close();
  }
}
