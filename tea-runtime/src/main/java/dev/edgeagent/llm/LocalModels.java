package dev.edgeagent.llm;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The models of this process: each file is loaded once, when it is first asked for, and stays until
 * the end.
 */
public final class LocalModels implements AutoCloseable {

  private final LocalEngine engine;
  private final @Nullable Path appImage;
  private final Map<Path, LlmBackend> loaded = new LinkedHashMap<>();

  /**
   * @param appImage {@code $APPIMAGE}; null if the process does not run from one
   */
  public LocalModels(LocalEngine engine, @Nullable Path appImage) {
    this.engine = engine;
    this.appImage = appImage;
  }

  /**
   * @throws ModelException if the file is not a model, or not one that the engine can load
   */
  public synchronized LlmBackend get(Path model) throws ModelException {
    Path key = model.toAbsolutePath().normalize();
    LlmBackend backend = loaded.get(key);
    if (backend == null) {
      backend = engine.load(GgufFile.open(model, appImage));
      loaded.put(key, backend);
    }
    return backend;
  }

  @Override
  public synchronized void close() {
    loaded.values().forEach(LlmBackend::close);
    loaded.clear();
  }
}
