package dev.edgeagent.llm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A range of a file. In an AppImage the model is stored as it is, so that it can be mapped from
 * there; an extent file (three lines of text) says where:
 *
 * <pre>
 * tea-extent 1
 * offset 96
 * size 1185376
 * </pre>
 *
 * The offset counts from the start of the image's squashfs, which begins where the ELF before it
 * ends. ARCHITECTURE.md, "The model in the image", has who writes such files.
 *
 * @param file the file with the bytes
 * @param offset the first byte
 * @param size how many bytes
 */
record Extent(Path file, long offset, long size) {

  /** What the file beside a real model file is called: {@code NAME.gguf.extent}. */
  static final String SUFFIX = ".extent";

  private static final String MAGIC = "tea-extent ";
  private static final Pattern FORM =
      Pattern.compile("tea-extent 1\noffset (\\d{1,18})\nsize (\\d{1,18})\n");
  private static final int COMPARED_BYTES = 64 << 10;

  /**
   * Where the bytes of a model are. A real file that an AppImage also carries as a stored range (an
   * AppImage mounted by the stock runtime) is taken from the image, if the first bytes there are
   * the same: mapping the image itself saves the copying through FUSE, and the second copy in the
   * page cache.
   */
  static Extent locate(Path path, @Nullable Path appImage) throws IOException, ModelException {
    byte[] start = start(path, 0, MAGIC.length());
    if (new String(start, StandardCharsets.US_ASCII).equals(MAGIC)) {
      if (appImage == null) {
        throw new ModelException(
            "model " + path + ": its bytes are in an AppImage, and APPIMAGE does not say which",
            "start it through the AppImage, or set TEA_MODEL_PATH to a GGUF file");
      }
      return inImage(path, appImage);
    }
    var whole = new Extent(path, 0, Files.size(path));
    Path beside = path.resolveSibling(path.getFileName() + SUFFIX);
    if (appImage != null && Files.isReadable(beside) && Files.isReadable(appImage)) {
      Extent inImage = inImage(beside, appImage);
      if (inImage.size == whole.size && inImage.startsLike(path)) {
        return inImage;
      }
    }
    return whole;
  }

  private boolean startsLike(Path other) throws IOException {
    return java.util.Arrays.equals(
        start(file, offset, COMPARED_BYTES), start(other, 0, COMPARED_BYTES));
  }

  private static Extent inImage(Path extentFile, Path appImage) throws IOException, ModelException {
    Matcher form = FORM.matcher(Files.readString(extentFile, StandardCharsets.US_ASCII));
    if (!form.matches()) {
      throw new ModelException(
          "model " + extentFile + ": not an extent file of a version that this tea reads",
          "delete the directory that it is in; it is unpacked again");
    }
    long offset = Math.addExact(endOfElf(appImage), Long.parseLong(form.group(1)));
    long size = Long.parseLong(form.group(2));
    if (Files.size(appImage) < offset + size) {
      throw new ModelException(
          "model "
              + extentFile
              + ": "
              + appImage
              + " ends at byte "
              + Files.size(appImage)
              + ", before the model in it does ("
              + (offset + size)
              + ")",
          "download the AppImage again: it is not complete");
    }
    return new Extent(appImage, offset, size);
  }

  /**
   * Where an AppImage's squashfs begins: at the end of its ELF, as the AppImage runtime computes it
   * (64-bit, little-endian).
   */
  private static long endOfElf(Path appImage) throws IOException, ModelException {
    ByteBuffer elf =
        ByteBuffer.wrap(start(appImage, 0, 64)).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    if (elf.limit() < 64 || elf.getInt(0) != 0x464c457f || elf.getLong(40) < 0) {
      throw new ModelException(
          "APPIMAGE=" + appImage + " is not an AppImage",
          "unset APPIMAGE, or start it through the AppImage");
    }
    long sectionHeaders = elf.getLong(40);
    int entrySize = Short.toUnsignedInt(elf.getShort(58));
    int entries = Short.toUnsignedInt(elf.getShort(60));
    long end = sectionHeaders + (long) entrySize * entries;
    if (entries > 0 && entrySize >= 40 && end > entrySize) {
      ByteBuffer last =
          ByteBuffer.wrap(start(appImage, end - entrySize, entrySize))
              .order(java.nio.ByteOrder.LITTLE_ENDIAN);
      if (last.limit() >= 40) {
        end = Math.max(end, last.getLong(24) + last.getLong(32));
      }
    }
    return end;
  }

  private static byte[] start(Path file, long offset, int length) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer bytes = ByteBuffer.allocate(length);
      while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) > 0) {
        // until it is full or the file ends
      }
      return java.util.Arrays.copyOf(bytes.array(), bytes.position());
    }
  }
}
