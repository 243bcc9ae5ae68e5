package dev.edgeagent.file;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.concurrent.ThreadLocalRandom;

/** Files that appear whole or not at all. */
public final class AtomicFile {

  private AtomicFile() {}

  /**
   * Writes to {@code NAME.<number>.part} beside the file, then moves it into place. A link is
   * followed; the file's permissions stay as they are, directories above it are created. What is no
   * file, such as {@code /dev/null} or a pipe, is written to as it is.
   *
   * @throws IOException if it cannot be written; the file is then as it was
   */
  public static void write(Path file, byte[] content) throws IOException {
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    if (Files.isDirectory(target)) {
      throw new FileSystemException(file.toString(), null, "Is a directory");
    }
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      Files.write(target, content);
      return;
    }
    Files.createDirectories(target.getParent());
    // a number of its own: branches that run at the same time may write the same file
    String number = Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);
    Path part = target.resolveSibling(target.getFileName() + "." + number + ".part");
    try {
      Files.createFile(part); // a link that somebody put there is not followed
      try (var out = new FileOutputStream(part.toFile())) { // a channel would fail if interrupted
        out.write(content);
        out.getFD().sync();
      }
      if (Files.exists(target)) {
        keepPermissions(target, part);
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw new FileSystemException(file.toString(), null, "this file system cannot move files");
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void keepPermissions(Path from, Path to) throws IOException {
    var view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (view != null) {
      view.setPermissions(Files.getPosixFilePermissions(from));
    }
  }
}
