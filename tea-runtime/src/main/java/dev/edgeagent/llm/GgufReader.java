package dev.edgeagent.llm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads the numbers and texts of a GGUF header, one after the other, and never past its end. */
final class GgufReader implements AutoCloseable {

  private static final int MAX_STRING = 16 << 20;
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path path;
  private final Extent extent;
  private final FileChannel channel;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN).limit(0);
  private long position;

  /**
   * @param path what messages call the file
   */
  GgufReader(Path path, Extent extent) throws IOException {
    this.path = path;
    this.extent = extent;
    this.channel = FileChannel.open(extent.file());
  }

  Path path() {
    return path;
  }

  /** Bytes read so far. */
  long position() {
    return position;
  }

  /** Bytes of the whole GGUF. */
  long size() {
    return extent.size();
  }

  String string() throws IOException, ModelException {
    long length = longInteger();
    if (length < 0 || length > MAX_STRING) {
      throw damaged("a text of " + Long.toUnsignedString(length) + " bytes");
    }
    byte[] bytes = new byte[(int) Math.min(length, Math.max(0, extent.size() - position))];
    if (bytes.length < length) {
      throw cut(position + length);
    }
    for (int done = 0; done < bytes.length; ) {
      int n = Math.min(bytes.length - done, BUFFER_BYTES);
      get(n).get(bytes, done, n);
      done += n;
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  int integer() throws IOException, ModelException {
    return get(4).getInt();
  }

  long longInteger() throws IOException, ModelException {
    return get(8).getLong();
  }

  void skip(long bytes) throws IOException, ModelException {
    if (bytes < 0 || bytes > extent.size() - position) {
      throw cut(position + Math.max(0, bytes));
    }
    if (bytes <= buffer.remaining()) {
      buffer.position(buffer.position() + (int) bytes);
    } else {
      buffer.limit(0);
    }
    position += bytes;
  }

  /** The buffer with at least that many bytes ready, which then count as read. */
  ByteBuffer get(int bytes) throws IOException, ModelException {
    if (bytes > extent.size() - position) {
      throw cut(position + bytes);
    }
    if (buffer.remaining() < bytes) {
      buffer.clear();
      while (buffer.position() < bytes) {
        if (channel.read(buffer, extent.offset() + position + buffer.position()) < 0) {
          throw cut(position + bytes);
        }
      }
      buffer.flip();
    }
    position += bytes;
    return buffer;
  }

  ModelException damaged(String what) {
    return new ModelException(
        "model " + path + ": damaged header: " + what + " near byte " + position,
        "compare its SHA-256 with the publisher's, and download it again");
  }

  ModelException cut(long atLeast) {
    return new ModelException(
        "model "
            + path
            + ": the file is cut short: it has "
            + extent.size()
            + " bytes and needs at least "
            + atLeast,
        "download it again; it is not complete");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
