package dev.edgeagent.llm;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Chooses what answers a call: a local model, found by {@link ModelLocator} and loaded once, or an
 * API.
 */
public final class Backends implements AutoCloseable {

  private final ModelLocator locator;
  private final LocalModels models;
  private final LlmApi api;
  private final @Nullable String forced;
  private final boolean isOffline;
  private final Consumer<String> warn;

  /**
   * @param forced the command line's {@code --backend}, which wins over every node's; null if it is
   *     not given
   * @param isOffline whether no API may be asked
   * @param warn takes one line for the user
   */
  public Backends(
      ModelLocator locator,
      LocalModels models,
      LlmApi api,
      @Nullable String forced,
      boolean isOffline,
      Consumer<String> warn) {
    this.locator = locator;
    this.models = models;
    this.api = api;
    this.forced = forced;
    this.isOffline = isOffline;
    this.warn = warn;
  }

  /**
   * The backend of a call; it is not for the caller to close.
   *
   * @throws ModelException if there is no model or it does not load, and no API may answer instead
   * @throws InterruptedException if the caller is interrupted while the model loads, or the models
   *     are closed
   */
  public LlmBackend select(BackendChoice choice) throws ModelException, InterruptedException {
    return switch (forced == null ? choice.kind() : forced) {
      case "local" -> local(choice);
      case "api" -> remote(choice);
      default -> automatic(choice);
    };
  }

  private LlmBackend local(BackendChoice choice) throws ModelException, InterruptedException {
    Path model = locator.locate(choice.nodePath(), choice.settingsPath());
    return models.get(model, choice.load());
  }

  private LlmBackend remote(BackendChoice choice) throws ModelException {
    if (isOffline) {
      throw new ModelException(
          "backend 'api' needs the network, and --offline forbids it",
          "leave out --offline, or use 'backend: local'");
    }
    return api.open(choice.api())
        .orElseThrow(() -> new ModelException("no API is configured", api.howToConfigure()));
  }

  private LlmBackend automatic(BackendChoice choice) throws ModelException, InterruptedException {
    try {
      return local(choice);
    } catch (ModelException e) {
      Optional<LlmBackend> remote = isOffline ? Optional.empty() : api.open(choice.api());
      if (remote.isEmpty()) {
        throw e;
      }
      warn.accept(
          "no local model ("
              + e.getMessage()
              + "): the API answers, with the model "
              + remote.get().model());
      return remote.get();
    }
  }

  @Override
  public void close() {
    models.close();
  }
}
