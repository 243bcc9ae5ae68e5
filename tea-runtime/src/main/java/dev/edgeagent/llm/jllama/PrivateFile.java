package dev.edgeagent.llm.jllama;

import dev.edgeagent.file.AtomicFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** Code that is going to run, in a directory where nobody else can put any. */
final class PrivateFile {

  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  private PrivateFile() {}

  /**
   * A file with just these bytes: the one that is there, if it has them, else a new one.
   *
   * @param directory is made if need be, for this user only
   * @throws IOException if it cannot be written, or others can reach the directory
   */
  static Path of(Path directory, String name, byte[] content) throws IOException {
    createPrivate(directory);
    requirePrivate(directory);
    Path file = directory.resolve(name);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        || !Arrays.equals(Files.readAllBytes(file), content)) {
      Files.deleteIfExists(file); // a link would be followed
      AtomicFile.write(file, content);
    }
    return file;
  }

  private static void createPrivate(Path directory) throws IOException {
    if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.createDirectories(directory.getParent());
    try {
      if (hasPosix(directory)) {
        Files.createDirectory(
            directory,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } else {
        Files.createDirectory(directory); // inherits the rights of the user's profile
      }
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
        throw new FileSystemException(directory.toString(), null, "is not a directory");
      } // another process was faster
    }
  }

  private static void requirePrivate(Path directory) throws IOException {
    if (!hasPosix(directory)) {
      return;
    }
    var attributes =
        Files.readAttributes(directory, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (attributes.permissions().stream().anyMatch(OTHERS::contains)) {
      throw new FileSystemException(
          directory.toString(), null, "others can reach it; chmod 700 it, or delete it");
    }
    Path probe = Files.createTempFile(directory, "owner", null);
    try {
      if (!Files.getOwner(probe).equals(attributes.owner())) {
        throw new FileSystemException(
            directory.toString(), null, "it belongs to " + attributes.owner().getName());
      }
    } finally {
      Files.delete(probe);
    }
  }

  private static boolean hasPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
