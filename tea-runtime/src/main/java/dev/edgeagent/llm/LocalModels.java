package dev.edgeagent.llm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The models of this process: each file is loaded once, when it is first asked for, and stays until
 * the end. Threads may share it; a model that loads holds up only those who want that model.
 */
public final class LocalModels implements AutoCloseable {

  private final LocalEngine engine;
  private final @Nullable Path appImage;
  private final Map<Path, LocalModel> models = new LinkedHashMap<>();
  private boolean closed;

  /**
   * @param appImage {@code $APPIMAGE}; null if the process does not run from one
   */
  public LocalModels(LocalEngine engine, @Nullable Path appImage) {
    this.engine = engine;
    this.appImage = appImage;
  }

  /**
   * The model of a file, for threads of any kind; it is not for the caller to close. A load that
   * failed is tried again.
   *
   * @throws ModelException if the file is not a model, not one that the engine can load, or loaded
   *     with other settings already
   * @throws InterruptedException if the caller is interrupted while he waits for the load, which
   *     goes on; or if the models are closed
   */
  public LlmBackend get(Path model, LoadSettings settings)
      throws ModelException, InterruptedException {
    return begun(model, settings).loaded();
  }

  private synchronized LocalModel begun(Path model, LoadSettings settings)
      throws ModelException, InterruptedException {
    if (closed) {
      throw new InterruptedException("the models were closed");
    }
    Path key = model.toAbsolutePath().normalize();
    LocalModel known = models.get(key);
    if (known != null && !known.hasFailed()) {
      requireSame(key, known.settings(), settings);
      return known;
    }
    if (known != null) {
      known.close();
    }
    var loading =
        new LocalModel(String.valueOf(key.getFileName()), settings, () -> load(model, settings));
    models.put(key, loading);
    return loading;
  }

  private static void requireSame(Path model, LoadSettings loaded, LoadSettings wanted)
      throws ModelException {
    if (!loaded.equals(wanted)) {
      throw new ModelException(
          "model "
              + model.getFileName()
              + " is loaded with "
              + loaded
              + " already, and "
              + wanted
              + " is asked for",
          "give engine, n_gpu_layers and repack once, in settings.llm");
    }
  }

  private LlmBackend load(Path model, LoadSettings settings)
      throws ModelException, InterruptedException {
    try {
      return engine.load(GgufFile.open(model, appImage), settings);
    } catch (ModelException e) {
      if (Thread.interrupted()) { // closed: files cannot be read by an interrupted thread
        var interrupted = new InterruptedException("the models were closed");
        interrupted.initCause(e);
        throw interrupted;
      }
      throw e;
    }
  }

  /**
   * Ends the calls that run or wait, whose callers get {@link InterruptedException}, and frees the
   * models. Waits for one that is being loaded: nothing can stop that.
   */
  @Override
  public void close() {
    List<LocalModel> all;
    synchronized (this) {
      closed = true;
      all = new ArrayList<>(models.values());
      models.clear();
    }
    for (LocalModel model : all) {
      model.close();
    }
  }
}
