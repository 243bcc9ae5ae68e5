package dev.edgeagent.llm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

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
    ByteBuffer image =
        ByteBuffer.allocate(MODEL_OFFSET + model.length).order(ByteOrder.LITTLE_ENDIAN);
    image.putInt(0, 0x464c457f);
    image.putLong(40, SQUASHFS_OFFSET - SECTION_HEADER_BYTES);
    image.putShort(58, (short) SECTION_HEADER_BYTES).putShort(60, (short) 1);
    image.position(MODEL_OFFSET).put(model);
    return Files.write(file, image.array());
  }
}
