package dev.edgeagent.fetch;

import dev.edgeagent.BuildFailure;
import dev.edgeagent.Sha256;
import dev.edgeagent.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The user's cache of model files: {@code models/NAME} is where people put them, {@code
 * blobs/sha256/HH/HASH} where downloads go.
 *
 * @param directory {@code ~/.cache/tea}, or what {@code TEA_CACHE} or {@code XDG_CACHE_HOME} make
 *     of it
 */
public record ModelCache(Path directory) {
  private static final Logger log = LoggerFactory.getLogger(ModelCache.class);

  /** The cache of the user with these environment variables. */
  public static ModelCache of(Map<String, String> environment) {
    String own = environment.getOrDefault("TEA_CACHE", "");
    if (!own.isEmpty()) {
      return new ModelCache(Path.of(own).toAbsolutePath());
    }
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    // The XDG specification: a relative path is to be ignored.
    Path base =
        xdg.startsWith("/")
            ? Path.of(xdg)
            : Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".cache");
    return new ModelCache(base.resolve("tea"));
  }

  /**
   * Takes the file that the user pointed at, wherever the pin says it should be.
   *
   * @throws BuildFailure when it is not there or has other bytes
   */
  public Model verify(Path file, ModelPin pin) throws BuildFailure, IOException {
    if (!Files.isRegularFile(file)) {
      throw new BuildFailure(
          "tea.model: " + file + " is not a file", "give the path of a copy of " + pin.name());
    }
    return verified(file, pin);
  }

  /**
   * Finds the model in its places, then in this cache, and verifies the first file that is there.
   *
   * @throws BuildFailure when there is none, or its bytes are not the pinned ones
   */
  public Model fetch(ModelPin pin) throws BuildFailure, IOException {
    Optional<Model> found = find(pin);
    if (found.isPresent()) {
      return found.get();
    }
    throw missing(pin, "");
  }

  /**
   * Finds and verifies as {@link #fetch} does. A damaged blob counts as missing: it is not the
   * user's, so nobody need repair it.
   */
  Optional<Model> find(ModelPin pin) throws BuildFailure, IOException {
    List<Path> files = new ArrayList<>(pin.places());
    files.add(own(pin));
    for (Path file : files) {
      if (Files.isRegularFile(file)) {
        return Optional.of(verified(file, pin));
      }
    }
    return intact(blob(pin.sha256()), pin);
  }

  /** The model that this file is, if it is there and has the pinned bytes. */
  static Optional<Model> intact(Path file, ModelPin pin) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(verified(file, pin));
    } catch (BuildFailure e) {
      log.warn("{}: is damaged and will not be used", file);
      log.debug("{}", file, e);
      return Optional.empty();
    }
  }

  /** Where a download goes. */
  Path blob(Sha256 sha256) {
    String hash = sha256.hex();
    return directory.resolve("blobs/sha256").resolve(hash.substring(0, 2)).resolve(hash);
  }

  private Path own(ModelPin pin) {
    return directory.resolve("models").resolve(pin.name());
  }

  private static Model verified(Path file, ModelPin pin) throws BuildFailure, IOException {
    long bytes = Files.size(file);
    if (bytes != pin.bytes()) {
      throw new BuildFailure(
          "%s: has %d bytes, but %s has %d".formatted(file, bytes, pin.name(), pin.bytes()),
          bytes < pin.bytes()
              ? "complete the download, or replace the file by the right one"
              : "replace the file by the right one");
    }
    Sha256 sha256 = Sha256.of(file);
    if (!sha256.equals(pin.sha256())) {
      throw new BuildFailure(
          "%s: is not the pinned %s\n    its sha256    %s\n    variants.yaml %s"
              .formatted(file, pin.name(), sha256, pin.sha256()),
          "replace the file by the right one; if you trust this one, write its sha256 and bytes"
              + " into variants.yaml");
    }
    return new Model(file.toAbsolutePath().normalize(), pin.name(), bytes, sha256);
  }

  /**
   * Says where the model was looked for, and how to get it there.
   *
   * @param first what might be done instead of a download by hand, ending in "or "
   */
  BuildFailure missing(ModelPin pin, String first) {
    String what =
        Stream.of(pin.places().stream(), Stream.of(own(pin), blob(pin.sha256())))
            .flatMap(files -> files)
            .map(file -> "\n    " + file)
            .collect(Collectors.joining("", pin.name() + ": not found; looked for", ""));
    if (pin.addresses().isEmpty()) {
      return new BuildFailure(what, "put the file there, or give -Dtea.model=FILE");
    }
    return new BuildFailure(
        what,
        first
            + "download %s (%s)\n       to %s, or give -Dtea.model=FILE"
                .formatted(pin.addresses().get(0), new Size(pin.bytes()), own(pin)));
  }
}
