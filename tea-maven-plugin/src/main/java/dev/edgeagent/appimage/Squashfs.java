package dev.edgeagent.appimage;

import dev.edgeagent.BuildFailure;
import dev.edgeagent.process.ExternalTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * mksquashfs, as AppImages need it: the model stored and first, the rest compressed, the same bytes
 * for the same content.
 */
final class Squashfs {
  /**
   * What precedes the first file: a superblock. With other than zstd's default level, options would
   * follow it.
   */
  static final int FIRST_FILE_OFFSET = 96;

  private static final String NAME = "mksquashfs";
  private static final String FIX =
      "apt install squashfs-tools (or your distribution's package), or give -Dtea.mksquashfs=PATH";
  private static final Pattern VERSION = Pattern.compile("mksquashfs version (\\d+)\\.(\\d+).*");
  private static final int MIN_MAJOR = 4;
  private static final int MIN_MINOR = 5;

  private final ExternalTool mksquashfs;

  private Squashfs(ExternalTool mksquashfs) {
    this.mksquashfs = mksquashfs;
  }

  /**
   * @param given the value of {@code -Dtea.mksquashfs}
   * @throws BuildFailure when it is missing or too old
   */
  static Squashfs find(Optional<Path> given) throws BuildFailure, IOException {
    ExternalTool tool = ExternalTool.find(NAME, given, FIX);
    String line = tool.run("-version").output().stream().findFirst().orElse("");
    Matcher version = VERSION.matcher(line);
    if (!version.matches()) {
      throw new BuildFailure(
          tool.executable() + ": is not mksquashfs: -version says '" + line + "'", FIX);
    }
    int major = Integer.parseInt(version.group(1));
    int minor = Integer.parseInt(version.group(2));
    if (major < MIN_MAJOR || major == MIN_MAJOR && minor < MIN_MINOR) {
      throw new BuildFailure(
          "%s: version %d.%d is too old, %d.%d is needed"
              .formatted(tool.executable(), major, minor, MIN_MAJOR, MIN_MINOR),
          FIX);
    }
    return new Squashfs(tool);
  }

  /**
   * Writes a directory into a file, from an offset on. Every entry belongs to root, has the given
   * time, and mode 0755 (directories and executables) or 0644.
   *
   * @param offset in bytes; what precedes it in the file is zero
   * @param model the file that comes first, uncompressed and in one piece: its path relative to the
   *     directory
   * @param workDirectory for intermediate files
   */
  void pack(Path directory, Path file, long offset, Path model, Instant time, Path workDirectory)
      throws BuildFailure, IOException {
    Path sortFile = workDirectory.resolve("squashfs.sort");
    // The format has no quotes: spaces and backslashes in the name are escaped by a backslash.
    Files.writeString(sortFile, model.toString().replaceAll("[\\\\ ]", "\\\\$0") + " 32767\n");
    String name = model.getFileName().toString();
    long seconds = time.getEpochSecond();
    mksquashfs
        .run(directory.toAbsolutePath().toString(), file.toAbsolutePath().toString())
        .with("-noappend", "-offset", String.valueOf(offset))
        // Measured: 256 KiB blocks are 4 % smaller than the default's 128, and 1 MiB ones no
        // better.
        .with("-comp", "zstd", "-b", "256K")
        .with("-sort", sortFile.toAbsolutePath().toString())
        .with("-action", "uncompressed@name(\"" + name + "\")")
        .with("-action", "no-fragments@name(\"" + name + "\")")
        // A block of zeros would become a hole, and the model would not be in one piece.
        .with("-no-sparse")
        .with("-root-owned", "-no-xattrs")
        // Without it, a file that cannot be read becomes an empty one, and the exit code is 0.
        .with("-exit-on-error")
        .with("-action", "chmod(u=rwX,go=rX)@!type(l)")
        .with("-mkfs-time", String.valueOf(seconds), "-all-time", String.valueOf(seconds))
        .with(
            "-mem",
            "256M",
            "-processors",
            String.valueOf(Runtime.getRuntime().availableProcessors()))
        .with("-quiet", "-no-progress")
        // Together with -mkfs-time it is an error.
        .withoutEnvironment("SOURCE_DATE_EPOCH")
        .timeout(Duration.ofHours(1))
        .execute();
  }
}
