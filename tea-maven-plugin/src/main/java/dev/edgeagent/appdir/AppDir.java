package dev.edgeagent.appdir;

import java.nio.file.Path;
import java.util.List;

/**
 * An assembled AppDir.
 *
 * @param root the directory
 * @param model the model's path, relative to the root
 * @param classPath names of the jars in {@link #lib}, in class path order
 */
public record AppDir(Path root, Path model, List<String> classPath) {
  private static final String SHARE = "usr/share/tea";

  public AppDir {
    classPath = List.copyOf(classPath);
  }

  /** What belongs to Java: {@code jre}, {@code lib} and the start-up archive. */
  public Path share() {
    return share(root);
  }

  static Path share(Path root) {
    return root.resolve(SHARE);
  }

  /** The linked Java. */
  public Path jre() {
    return share().resolve("jre");
  }

  /** The jars. */
  public Path lib() {
    return share().resolve("lib");
  }
}
