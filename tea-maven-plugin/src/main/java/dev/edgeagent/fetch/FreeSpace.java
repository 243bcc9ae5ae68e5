package dev.edgeagent.fetch;

import dev.edgeagent.BuildFailure;
import dev.edgeagent.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Room on disks, looked at before gigabytes are written. */
final class FreeSpace {
  private FreeSpace() {}

  /** Whether what is written to one path takes room from the other; neither need exist. */
  static boolean sameDisk(Path one, Path other) throws IOException {
    return Files.getFileStore(existing(one)).equals(Files.getFileStore(existing(other)));
  }

  /**
   * @param path what will be written there; it need not exist
   * @param what the plural of what it is, or its name
   * @throws BuildFailure when there are fewer bytes free
   */
  static void require(Path path, long bytes, String what) throws BuildFailure, IOException {
    Path directory = existing(path);
    long free = Files.getFileStore(directory).getUsableSpace();
    if (free < bytes) {
      throw new BuildFailure(
          "%s: %s need %s, but %s are free"
              .formatted(directory, what, new Size(bytes), new Size(free)),
          "free %s there, or build elsewhere: TEA_CACHE and -Dtea.outputDirectory say where"
              .formatted(new Size(bytes - free)));
    }
  }

  private static Path existing(Path path) {
    Path directory = path.toAbsolutePath();
    while (!Files.isDirectory(directory)) {
      directory = directory.getParent();
    }
    return directory;
  }
}
