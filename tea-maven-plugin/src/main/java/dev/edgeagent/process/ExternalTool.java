package dev.edgeagent.process;

import dev.edgeagent.BuildFailure;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An executable of this machine.
 *
 * @param name what messages call it
 * @param executable where it is
 */
public record ExternalTool(String name, Path executable) {

  /**
   * Finds a tool: the path that the user gave, else the first of that name in {@code PATH}.
   *
   * @param given the value of {@code -Dtea.NAME}, if there is one
   * @param fix how to get it, should it be missing
   */
  public static ExternalTool find(String name, Optional<Path> given, String fix)
      throws BuildFailure {
    if (given.isPresent()) {
      Path path = given.get().toAbsolutePath();
      if (!Files.isRegularFile(path) || !Files.isExecutable(path)) {
        throw new BuildFailure("tea." + name + ": " + path + " is not an executable file", fix);
      }
      return new ExternalTool(name, path);
    }
    return inPath(name)
        .map(path -> new ExternalTool(name, path))
        .orElseThrow(() -> new BuildFailure(name + ": not found in PATH", fix));
  }

  private static Optional<Path> inPath(String name) {
    String path = System.getenv().getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
    for (String directory : path.split(File.pathSeparator)) {
      Path candidate = Path.of(directory.isEmpty() ? "." : directory, name).toAbsolutePath();
      if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /** Starts the description of one run of this tool. */
  public ToolRun run(String... arguments) {
    return new ToolRun(this).with(arguments);
  }
}
