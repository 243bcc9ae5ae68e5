package dev.edgeagent.llm;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
  private final Set<String> said = ConcurrentHashMap.newKeySet();

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

  /**
   * An AppImage with a model in it is there to answer on this machine: if it cannot, the user
   * decides what happens.
   */
  private LlmBackend automatic(BackendChoice choice) throws ModelException, InterruptedException {
    try {
      return local(choice);
    } catch (ModelException failure) {
      if (isOffline) {
        throw failure;
      }
      if (locator.hasBundledModel()) {
        throw failure.withFix(
            failure.fix()
                + "; this AppImage answers with its own model: only 'backend: api' asks"
                + " an API instead");
      }
      LlmBackend remote = remoteAfter(failure, choice.api());
      sayOnce(
          "warning: no local model answers ("
              + failure.getMessage()
              + "): "
              + remote
              + " is asked instead, for the model "
              + remote.model());
      return remote;
    }
  }

  private LlmBackend remoteAfter(ModelException failure, ApiSettings settings)
      throws ModelException {
    Optional<LlmBackend> remote;
    try {
      remote = api.open(settings);
    } catch (ModelException e) {
      throw new ModelException(
          failure.getMessage() + "; and no API either: " + e.getMessage(),
          failure.fix() + "; for the API: " + e.fix(),
          failure);
    }
    return remote.orElseThrow(
        () -> failure.withFix(failure.fix() + "; or, for an API, " + api.howToConfigure()));
  }

  /** Not again with each of a thousand calls. */
  private void sayOnce(String line) {
    if (said.add(line)) {
      warn.accept(line);
    }
  }

  @Override
  public void close() {
    models.close();
  }
}
