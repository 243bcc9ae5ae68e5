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
import java.util.stream.Collectors;

/**
 * The user's cache of model files: {@code models/NAME} is where people put them, {@code
 * blobs/sha256/HH/HASH} where downloads go.
 *
 * @param directory {@code ~/.cache/tea}, or what {@code TEA_CACHE} or {@code XDG_CACHE_HOME} make
 *     of it
 */
public record ModelCache(Path directory) {

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
    List<Path> candidates = new ArrayList<>(pin.places());
    candidates.add(directory.resolve("models").resolve(pin.name()));
    String hash = pin.sha256().hex();
    candidates.add(directory.resolve("blobs/sha256").resolve(hash.substring(0, 2)).resolve(hash));
    for (Path candidate : candidates) {
      if (Files.isRegularFile(candidate)) {
        return verified(candidate, pin);
      }
    }
    throw missing(pin, candidates);
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

  private static BuildFailure missing(ModelPin pin, List<Path> candidates) {
    String what =
        candidates.stream()
            .map(candidate -> "\n    " + candidate)
            .collect(Collectors.joining("", pin.name() + ": not found; looked for", ""));
    if (pin.addresses().isEmpty()) {
      return new BuildFailure(what, "put the file there, or give -Dtea.model=FILE");
    }
    return new BuildFailure(
        what,
        "download %s (%s)\n       to %s, or give -Dtea.model=FILE"
            .formatted(
                pin.addresses().get(0),
                new Size(pin.bytes()),
                candidates.get(pin.places().size())));
  }
}
