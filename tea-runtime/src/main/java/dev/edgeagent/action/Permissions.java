package dev.edgeagent.action;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
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
   * the workflow's. It need not exist.
   *
   * @return absolute and without {@code ..}: exactly what was checked, whatever links lie on the
   *     way
   * @throws ActionException if it lies outside of what is allowed, symbolic links followed
   */
  public Path file(String name) throws ActionException {
    try {
      Path path = resolve(name);
      if (isAllowed(real(path))) {
        return path;
      }
    } catch (IOException | InvalidPathException e) {
      throw notAPath(name, e);
    }
    throw outside(name);
  }

  /**
   * The same, but of a link the link itself and not what it leads to: for what removes names.
   *
   * @throws ActionException if the directory that it is in lies outside of what is allowed, or it
   *     is the working directory or the workflow's directory itself
   */
  public Path entry(String name) throws ActionException {
    try {
      Path path = resolve(name);
      Path parent = path.getParent();
      if (parent != null) {
        Path entry = real(parent).resolve(path.getFileName());
        boolean isRoot =
            entry.equals(real(workingDirectory)) || entry.equals(real(workflowDirectory));
        if (isAllowed(entry) && !isRoot) {
          return path;
        }
      }
    } catch (IOException | InvalidPathException e) {
      throw notAPath(name, e);
    }
    throw outside(name);
  }

  /** Without "..", before any link is followed: what is checked and what is opened are one path. */
  private Path resolve(String name) {
    Path path = workingDirectory.resolve(name).normalize();
    Path beside = workflowDirectory.resolve(name).normalize();
    return !exists(path) && exists(beside) ? beside : path;
  }

  private static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  private boolean isAllowed(Path real) throws IOException {
    List<Path> roots = new ArrayList<>(allowedPaths);
    roots.add(workingDirectory);
    roots.add(workflowDirectory);
    for (Path root : roots) {
      if (real.startsWith(real(root))) {
        return true;
      }
    }
    return false;
  }

  /** The path with its links followed, as far as it exists. */
  private static Path real(Path path) throws IOException {
    Path absolute = path.toAbsolutePath().normalize();
    Path existing = absolute;
    while (!exists(existing)) {
      existing = Objects.requireNonNull(existing.getParent(), "the root exists");
    }
    return existing.toRealPath().resolve(existing.relativize(absolute)).normalize();
  }

  private static ActionException notAPath(String name, Exception e) {
    String why =
        e instanceof NoSuchFileException ? "a link on the way leads nowhere" : e.getMessage();
    return new ActionException(
        "'" + name.replace("\0", "\\0") + "' is not a path here: " + why, "correct the path", e);
  }

  private static ActionException outside(String name) {
    return new ActionException(
        "'" + name + "' is outside of the workflow's directory and the working directory",
        "move it there, or allow it: --allow-path DIR");
  }
}
