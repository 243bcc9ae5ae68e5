package dev.edgeagent.action;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a workflow may reach outside of itself.
 *
 * @param workingDirectory against which relative paths are resolved; absolute
 * @param workflowDirectory where the workflow's file is; absolute
 * @param allowedPaths further directories or files, of {@code --allow-path}
 * @param network false with {@code --offline}
 * @param shell true with {@code --allow-shell}
 */
public record Permissions(
    Path workingDirectory,
    Path workflowDirectory,
    List<Path> allowedPaths,
    boolean network,
    boolean shell) {

  public Permissions {
    allowedPaths = List.copyOf(allowedPaths);
  }

  /**
   * The file that a workflow names: relative to the working directory, or, if it is only there, to
   * the workflow's.
   *
   * @throws ActionException if it lies outside of what is allowed, symbolic links followed
   */
  public Path file(String name) throws ActionException {
    try {
      Path path = workingDirectory.resolve(name);
      Path beside = workflowDirectory.resolve(name);
      if (!Files.exists(path) && Files.exists(beside)) {
        path = beside;
      }
      Path real = real(path);
      for (Path root : roots()) {
        if (real.startsWith(real(root))) {
          return path;
        }
      }
    } catch (IOException | InvalidPathException e) {
      throw new ActionException(
          "'" + name + "' is not a path here: " + e.getMessage(), "correct the path", e);
    }
    throw new ActionException(
        "'" + name + "' is outside of the workflow's directory and the working directory",
        "move it there, or allow it: --allow-path DIR");
  }

  private List<Path> roots() {
    List<Path> roots = new ArrayList<>(allowedPaths);
    roots.add(workingDirectory);
    roots.add(workflowDirectory);
    return roots;
  }

  /** The path with its links followed, as far as it exists. */
  private static Path real(Path path) throws IOException {
    Path absolute = path.toAbsolutePath().normalize();
    Path existing = absolute;
    while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
      existing = Objects.requireNonNull(existing.getParent(), "the root exists");
    }
    return existing.toRealPath().resolve(existing.relativize(absolute)).normalize();
  }
}
