package dev.edgeagent.llm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What the engine needs of an AppImage: an ELF header that says where it ends, a superblock's room,
 * the model.
 */
public final class FakeImage {

  /** Where the model begins in the file. */
  public static final int MODEL_OFFSET = 8192;

  private static final int SQUASHFS_OFFSET = MODEL_OFFSET - 96;
  private static final int SECTION_HEADER_BYTES = 64;

  private FakeImage() {}

  public static Path write(Path file, byte[] model) throws IOException {
    try (var out = begin(file)) {
      out.write(ByteBuffer.wrap(model), MODEL_OFFSET);
    }
    return file;
  }

  /** The same around a model of any size. */
  public static Path around(Path file, Path model) throws IOException {
    try (var out = begin(file);
        var in = FileChannel.open(model)) {
      out.position(MODEL_OFFSET);
      for (long done = 0; done < in.size(); ) {
        done += in.transferTo(done, in.size() - done, out);
      }
    }
    return file;
  }

  private static FileChannel begin(Path file) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(MODEL_OFFSET).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(0, 0x464c457f);
    header.putLong(40, SQUASHFS_OFFSET - SECTION_HEADER_BYTES);
    header.putShort(58, (short) SECTION_HEADER_BYTES).putShort(60, (short) 1);
    FileChannel out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    out.write(header);
    return out;
  }
}
