package dev.edgeagent.fetch;

import dev.edgeagent.BuildFailure;
import dev.edgeagent.BuildLock;
import java.io.IOException;
import java.net.ProxySelector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets models: what is on this machine is verified each time it is used, what is not is downloaded
 * into the cache, by one build at a time.
 */
public final class Models {
  private static final Logger log = LoggerFactory.getLogger(Models.class);

  private final ModelCache cache;
  private final Hub hub;
  private final Download download;

  /**
   * @param proxies which proxy leads to an address
   * @param progress is told how downloads go
   */
  public Models(ModelCache cache, Hub hub, ProxySelector proxies, Progress progress) {
    this(cache, hub, proxies, progress, DownloadSettings.USUAL);
  }

  Models(
      ModelCache cache,
      Hub hub,
      ProxySelector proxies,
      Progress progress,
      DownloadSettings settings) {
    this.cache = cache;
    this.hub = hub;
    this.download = new Download(new Http(hub, proxies), settings, progress);
  }

  /**
   * Takes the file that the user pointed at, wherever the pin says it should be.
   *
   * @throws BuildFailure when it is not there or has other bytes
   */
  public Model verify(Path file, ModelPin pin) throws BuildFailure, IOException {
    return cache.verify(file, pin);
  }

  /**
   * The model from the first of: the pin's places, this cache, the hub's own cache, the pin's
   * addresses.
   *
   * @param output where the caller will write afterwards; it may not exist yet
   * @param outputBytes how much that will be: a download leaves room for it
   * @throws BuildFailure when nothing gives it, or a file in one of its places has other bytes
   * @throws IOException when the disk fails
   */
  public Model fetch(ModelPin pin, Path output, long outputBytes) throws BuildFailure, IOException {
    Optional<Model> found = cache.find(pin);
    if (found.isEmpty()) {
      found = inHubCache(pin);
    }
    if (found.isPresent()) {
      return found.get();
    }
    if (hub.offline() || pin.addresses().isEmpty()) {
      throw cache.missing(pin, hub.offline() ? "run this without -o and HF_HUB_OFFLINE, or " : "");
    }
    return downloaded(pin, output, outputBytes);
  }

  private Optional<Model> inHubCache(ModelPin pin) throws IOException {
    for (Path blob : hub.blobs(pin.sha256())) {
      Optional<Model> model = ModelCache.intact(blob, pin);
      if (model.isPresent()) {
        return model;
      }
    }
    return Optional.empty();
  }

  @SuppressWarnings("try") // the lock is held, not used
  private Model downloaded(ModelPin pin, Path output, long outputBytes)
      throws BuildFailure, IOException {
    Path blob = cache.blob(pin.sha256());
    try (BuildLock lock =
        BuildLock.acquire(
            blob.resolveSibling(blob.getFileName() + ".lock"),
            "another build that downloads " + pin.name())) {
      Optional<Model> meanwhile = ModelCache.intact(blob, pin);
      if (meanwhile.isPresent()) {
        return meanwhile.get();
      }
      if (Files.deleteIfExists(blob)) {
        log.warn("{}: thrown away", blob);
      }
      download.requireSpace(pin, blob, output, outputBytes);
      download.run(pin, blob);
      return new Model(blob, pin.name(), pin.bytes(), pin.sha256());
    }
  }
}
