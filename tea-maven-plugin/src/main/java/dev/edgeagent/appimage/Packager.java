package dev.edgeagent.appimage;

import dev.edgeagent.Arch;
import dev.edgeagent.BuildFailure;
import dev.edgeagent.Sha256;
import dev.edgeagent.appdir.AppDir;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;

/** Makes one file of an AppDir: a runtime, and a squashfs with the model aligned to pages. */
final class Packager {
  private static final int PAGE_BYTES = 4096;
  private static final int COMPARED_BYTES = 1 << 20;
  private static final int BUFFER_BYTES = 1 << 20;
  private static final String ID_SECTION = ".tea_id";

  private final Elf runtime;
  private final Squashfs squashfs;
  private final Path workDirectory;

  private Packager(Elf runtime, Squashfs squashfs, Path workDirectory) {
    this.runtime = runtime;
    this.squashfs = squashfs;
    this.workDirectory = workDirectory;
  }

  /**
   * Prepares for packing; what is wrong with the runtime is found here, before the long stages.
   *
   * @param runtime the ELF that starts the images: tea-launcher, or the stock type-2 runtime
   */
  static Packager of(Path runtime, Arch arch, Squashfs squashfs, Path workDirectory)
      throws BuildFailure, IOException {
    return new Packager(readRuntime(runtime, arch), squashfs, workDirectory);
  }

  /**
   * Packs an AppDir.
   *
   * @param file the image; replaced when the new one is complete
   */
  Image pack(AppDir appDir, Instant time, Path file) throws BuildFailure, IOException {
    Path model = appDir.root().resolve(appDir.model());
    Extent extent = new Extent(Squashfs.FIRST_FILE_OFFSET, Files.size(model));
    Files.writeString(model.resolveSibling(model.getFileName() + ".extent"), extent.text());

    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.deleteIfExists(part);
    squashfs.pack(appDir.root(), part, runtime.end(), appDir.model(), time, workDirectory);
    Sha256 sha256;
    try (FileChannel image =
        FileChannel.open(part, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      verify(image, runtime.end(), extent, model);
      Elf identified =
          runtime
              .withSection(ID_SECTION, contentId(image, runtime.end(), extent).bytes())
              .orElse(runtime);
      write(image, identified.toByteArray());
      MessageDigest digest = Sha256.newDigest();
      update(digest, image, 0, image.size());
      sha256 = Sha256.of(digest);
      image.force(true);
    }
    Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return new Image(file, Files.size(file), sha256);
  }

  private static Elf readRuntime(Path runtime, Arch arch) throws BuildFailure, IOException {
    String fix = "use the ELF file of tea-launcher or of the type-2 runtime for " + arch;
    if (!Files.isRegularFile(runtime) || Arch.ofElf(runtime).filter(arch::equals).isEmpty()) {
      throw new BuildFailure(runtime + ": is not an ELF file for " + arch, fix);
    }
    try {
      return Elf.read(runtime).withAppImageMagic().padded(PAGE_BYTES, Squashfs.FIRST_FILE_OFFSET);
    } catch (Elf.NotAnElf e) {
      throw new BuildFailure(runtime + ": is " + e.getMessage(), fix);
    }
  }

  /** Checks that the model is where the extent says, by its first and its last megabyte. */
  private static void verify(FileChannel image, long squashfsOffset, Extent extent, Path model)
      throws IOException {
    try (FileChannel original = FileChannel.open(model)) {
      long size = extent.size();
      int compared = (int) Math.min(size, COMPARED_BYTES);
      for (long at : new long[] {0, size - compared}) {
        byte[] packed = read(image, squashfsOffset + extent.offset() + at, compared);
        if (!Arrays.equals(packed, read(original, at, compared))) {
          throw new IOException(
              "mksquashfs did not put "
                  + model.getFileName()
                  + " in one piece at the start of the image: please report this, with the output"
                  + " of mksquashfs -version");
        }
      }
    }
  }

  /**
   * What distinguishes two images apart from their model: the launcher keeps its unpacked files
   * under this name. The model is not part of it because hashing it again would only cost time: its
   * extent file and its licence page, with its checksum, are.
   */
  private static Sha256 contentId(FileChannel image, long squashfsOffset, Extent extent)
      throws IOException {
    MessageDigest digest = Sha256.newDigest();
    update(digest, image, squashfsOffset, squashfsOffset + Squashfs.FIRST_FILE_OFFSET);
    update(digest, image, squashfsOffset + extent.end(), image.size());
    return Sha256.of(digest);
  }

  private static void update(MessageDigest digest, FileChannel file, long from, long to)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    for (long at = from; at < to; at += buffer.limit()) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), to - at));
      readFully(file, at, buffer);
      digest.update(buffer.flip());
    }
  }

  private static byte[] read(FileChannel file, long at, int size) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(size);
    readFully(file, at, buffer);
    return buffer.array();
  }

  private static void readFully(FileChannel file, long at, ByteBuffer buffer) throws IOException {
    for (long position = at; buffer.hasRemaining(); ) {
      int n = file.read(buffer, position);
      if (n < 0) {
        throw new EOFException("the image ends at " + position + ", before the end of its model");
      }
      position += n;
    }
  }

  private static void write(FileChannel file, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    for (long position = 0; buffer.hasRemaining(); ) {
      position += file.write(buffer, position);
    }
  }
}
