package dev.edgeagent.llm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The header of a GGUF file: key-value pairs and the table of tensors (ggml's docs/gguf.md,
 * versions 2 and 3).
 *
 * <p>llama.cpp aborts the process on some damaged files, so whatever can be seen to be wrong is
 * found here first.
 */
final class GgufHeader {

  /** An array of the header, whose items are passed over. */
  record Array(int type, long length) {}

  private static final int MAGIC = 0x46554747;
  private static final int TYPE_STRING = 8;
  private static final int TYPE_ARRAY = 9;

  /** Bytes of a scalar by type number; 0 for strings and arrays. */
  private static final int[] SCALAR_BYTES = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};

  private static final long MAX_PAIRS = 1 << 16;
  private static final long MAX_TENSORS = 1 << 16;
  private static final int MAX_STRING = 16 << 20;
  private static final int BUFFER_BYTES = 1 << 16;
  private static final long DEFAULT_ALIGNMENT = 32;

  private final Path path;
  private final Extent extent;
  private final FileChannel channel;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN).limit(0);
  private final Map<String, Object> metadata = new LinkedHashMap<>();
  private long position;

  private GgufHeader(Path path, Extent extent, FileChannel channel) {
    this.path = path;
    this.extent = extent;
    this.channel = channel;
  }

  static GgufHeader read(Path path, Extent extent) throws IOException, ModelException {
    try (FileChannel channel = FileChannel.open(extent.file())) {
      var header = new GgufHeader(path, extent, channel);
      header.read();
      return header;
    }
  }

  Map<String, Object> metadata() {
    return metadata;
  }

  private void read() throws IOException, ModelException {
    if (extent.size() < 24 || integer() != MAGIC) {
      throw new ModelException(
          "model " + path + ": not a GGUF file (it does not begin with \"GGUF\")",
          "give the path of a model in GGUF format");
    }
    int version = integer();
    if (version < 2 || version > 3) {
      throw new ModelException(
          "model " + path + ": GGUF version " + version + " is not supported",
          "use a GGUF file of version 2 or 3");
    }
    long tensors = count("tensors", MAX_TENSORS);
    long pairs = count("key-value pairs", MAX_PAIRS);
    for (long i = 0; i < pairs; i++) {
      String key = string();
      metadata.put(key, value(integer()));
    }
    long end = 0;
    for (long i = 0; i < tensors; i++) {
      end = Math.max(end, tensorEnd());
    }
    long alignment = metadata.get("general.alignment") instanceof Long n ? n : DEFAULT_ALIGNMENT;
    if (alignment < 1 || alignment > 1 << 20 || Long.bitCount(alignment) != 1) {
      throw damaged("an alignment of " + alignment + " bytes");
    }
    long dataStart = (position + alignment - 1) / alignment * alignment;
    if (dataStart + end > extent.size()) {
      throw cut(dataStart + end);
    }
  }

  /**
   * Reads a tensor's entry; returns a lower bound of where its data end, counted from the start of
   * all tensor data.
   */
  private long tensorEnd() throws IOException, ModelException {
    String name = string();
    int dimensions = integer();
    if (dimensions < 0 || dimensions > 4) {
      throw damaged(
          "tensor '" + name + "' has " + Integer.toUnsignedString(dimensions) + " dimensions");
    }
    long elements = 1;
    for (int i = 0; i < dimensions; i++) {
      long n = longInteger();
      if (n < 0 || (n > 0 && elements > Long.MAX_VALUE / n)) {
        throw damaged("tensor '" + name + "' has an impossible shape");
      }
      elements *= n;
    }
    GgmlType type = GgmlType.of(integer());
    long offset = longInteger();
    if (offset < 0 || elements < 0 || elements / 8 > extent.size()) {
      if (offset >= 0 && elements >= 0) {
        throw cut(elements / 8);
      }
      throw damaged("tensor '" + name + "' lies at an impossible place");
    }
    return offset + type.bytes(elements);
  }

  private @Nullable Object value(int type) throws IOException, ModelException {
    return switch (type) {
      case 0 -> (long) (get(1).get() & 0xff);
      case 1 -> (long) get(1).get();
      case 2 -> (long) (get(2).getShort() & 0xffff);
      case 3 -> (long) get(2).getShort();
      case 4 -> integer() & 0xffffffffL;
      case 5 -> (long) integer();
      case 6 -> (double) Float.intBitsToFloat(integer());
      case 7 -> get(1).get() != 0;
      case TYPE_STRING -> string();
      case TYPE_ARRAY -> array();
      case 10, 11 -> longInteger();
      case 12 -> Double.longBitsToDouble(longInteger());
      default -> throw damaged("a value of the unknown type " + Integer.toUnsignedString(type));
    };
  }

  private Array array() throws IOException, ModelException {
    int type = integer();
    long length = longInteger();
    if (type < 0
        || type >= SCALAR_BYTES.length
        || type == TYPE_ARRAY
        || length < 0
        || length > extent.size()) {
      throw damaged(
          "an array of "
              + Long.toUnsignedString(length)
              + " values of type "
              + Integer.toUnsignedString(type));
    }
    if (type == TYPE_STRING) {
      for (long i = 0; i < length; i++) {
        skip(longInteger());
      }
    } else {
      skip(length * SCALAR_BYTES[type]);
    }
    return new Array(type, length);
  }

  private String string() throws IOException, ModelException {
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

  private long count(String what, long most) throws IOException, ModelException {
    long n = longInteger();
    if (n < 0 || n > most) {
      throw damaged(Long.toUnsignedString(n) + " " + what);
    }
    return n;
  }

  private int integer() throws IOException, ModelException {
    return get(4).getInt();
  }

  private long longInteger() throws IOException, ModelException {
    return get(8).getLong();
  }

  private void skip(long bytes) throws IOException, ModelException {
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
  private ByteBuffer get(int bytes) throws IOException, ModelException {
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

  private ModelException damaged(String what) {
    return new ModelException(
        "model " + path + ": damaged header: " + what + " near byte " + position,
        "compare its SHA-256 with the publisher's, and download it again");
  }

  private ModelException cut(long atLeast) {
    return new ModelException(
        "model "
            + path
            + ": the file is cut short: it has "
            + extent.size()
            + " bytes and needs at least "
            + atLeast,
        "download it again; it is not complete");
  }
}
