package dev.edgeagent.llm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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

  /**
   * An array of the header.
   *
   * @param items of a short one of numbers or booleans, as values; empty for others, which are
   *     passed over
   * @param position of its first item, in bytes from the start of the GGUF
   */
  record Array(int type, long length, List<Object> items, long position) {
    boolean isInt32() {
      return type == 4 || type == 5; // unsigned, signed
    }
  }

  private static final int MAGIC = 0x46554747;
  static final int TYPE_STRING = 8;
  static final int TYPE_ARRAY = 9;

  /** Bytes of a scalar by type number; 0 for strings and arrays. */
  static final int[] SCALAR_BYTES = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};

  private static final long MAX_PAIRS = 1 << 16;
  private static final long MAX_TENSORS = 1 << 16;
  private static final long DEFAULT_ALIGNMENT = 32;

  /** ggml's names of tensors are shorter than this. */
  private static final int MAX_NAME = 64;

  /** Arrays with a value for each layer are as long as this at most; vocabularies are longer. */
  private static final int MAX_KEPT_ITEMS = 1024;

  private final GgufReader reader;
  private final Map<String, Object> metadata = new LinkedHashMap<>();
  private long repackable;

  private GgufHeader(GgufReader reader) {
    this.reader = reader;
  }

  static GgufHeader read(Path path, Extent extent) throws IOException, ModelException {
    try (var reader = new GgufReader(path, extent)) {
      var header = new GgufHeader(reader);
      header.read();
      return header;
    }
  }

  Map<String, Object> metadata() {
    return metadata;
  }

  /** Bytes of the weights that llama.cpp copies when it repacks. */
  long repackable() {
    return repackable;
  }

  private void read() throws IOException, ModelException {
    if (reader.size() < 24 || reader.integer() != MAGIC) {
      throw new ModelException(
          "model " + reader.path() + ": not a GGUF file (it does not begin with \"GGUF\")",
          "give the path of a model in GGUF format");
    }
    int version = reader.integer();
    if (version < 2 || version > 3) {
      throw new ModelException(
          "model " + reader.path() + ": GGUF version " + version + " is not supported",
          "use a GGUF file of version 2 or 3");
    }
    long tensors = count("tensors", MAX_TENSORS);
    long pairs = count("key-value pairs", MAX_PAIRS);
    for (long i = 0; i < pairs; i++) {
      String key = reader.string();
      metadata.put(key, value(reader.integer()));
    }
    long end = 0;
    for (long i = 0; i < tensors; i++) {
      end = Math.max(end, tensorEnd());
    }
    long alignment = metadata.get("general.alignment") instanceof Long n ? n : DEFAULT_ALIGNMENT;
    if (alignment < 1 || alignment > 1 << 20 || Long.bitCount(alignment) != 1) {
      throw reader.damaged("an alignment of " + alignment + " bytes");
    }
    long dataStart = (reader.position() + alignment - 1) / alignment * alignment;
    if (dataStart + end > reader.size()) {
      throw reader.cut(dataStart + end);
    }
  }

  /**
   * Reads a tensor's entry; returns a lower bound of where its data end, counted from the start of
   * all tensor data.
   */
  private long tensorEnd() throws IOException, ModelException {
    String name = reader.string();
    if (name.length() >= MAX_NAME || name.chars().anyMatch(Character::isISOControl)) {
      throw reader.damaged("a tensor with a name of " + name.length() + " characters");
    }
    int dimensions = reader.integer();
    if (dimensions < 0 || dimensions > 4) {
      throw reader.damaged(
          "tensor '" + name + "' has " + Integer.toUnsignedString(dimensions) + " dimensions");
    }
    long elements = 1;
    for (int i = 0; i < dimensions; i++) {
      long n = reader.longInteger();
      if (n < 0 || (n > 0 && elements > Long.MAX_VALUE / n)) {
        throw reader.damaged("tensor '" + name + "' has an impossible shape");
      }
      elements *= n;
    }
    int typeCode = reader.integer();
    requireUsable(name, dimensions, typeCode);
    long bytes = GgmlType.of(typeCode).bytes(elements);
    long offset = reader.longInteger();
    if (offset < 0 || elements < 0 || elements / 8 > reader.size()) {
      if (offset >= 0 && elements >= 0) {
        throw reader.cut(elements / 8);
      }
      throw reader.damaged("tensor '" + name + "' lies at an impossible place");
    }
    // Embeddings are looked up by rows, for which llama.cpp has no other layout.
    if (dimensions >= 2 && GgmlType.isRepacked(typeCode) && !name.endsWith("token_embd.weight")) {
      repackable += bytes;
    }
    return offset + bytes;
  }

  /** Weights are what architectures multiply by; there are tables, too, which they look into. */
  private void requireUsable(String name, int dimensions, int type) throws ModelException {
    boolean isVector = dimensions < 2;
    if (name.endsWith(".weight")
        && !name.contains("tid2eid")
        && !(isVector ? GgmlType.isForVectors(type) : GgmlType.isForWeights(type))) {
      throw reader.damaged(
          "tensor '%s' is of type %d, which llama.cpp does not compute with".formatted(name, type));
    }
  }

  private @Nullable Object value(int type) throws IOException, ModelException {
    return switch (type) {
      case 0 -> (long) (reader.get(1).get() & 0xff);
      case 1 -> (long) reader.get(1).get();
      case 2 -> (long) (reader.get(2).getShort() & 0xffff);
      case 3 -> (long) reader.get(2).getShort();
      case 4 -> reader.integer() & 0xffffffffL;
      case 5 -> (long) reader.integer();
      case 6 -> (double) Float.intBitsToFloat(reader.integer());
      case 7 -> reader.get(1).get() != 0;
      case TYPE_STRING -> reader.string();
      case TYPE_ARRAY -> array();
      case 10, 11 -> reader.longInteger();
      case 12 -> Double.longBitsToDouble(reader.longInteger());
      default ->
          throw reader.damaged("a value of the unknown type " + Integer.toUnsignedString(type));
    };
  }

  private Array array() throws IOException, ModelException {
    int type = reader.integer();
    long length = reader.longInteger();
    if (type < 0
        || type >= SCALAR_BYTES.length
        || type == TYPE_ARRAY
        || length < 0
        || length > reader.size()) {
      throw reader.damaged(
          "an array of "
              + Long.toUnsignedString(length)
              + " values of type "
              + Integer.toUnsignedString(type));
    }
    long position = reader.position();
    List<Object> items = new ArrayList<>();
    if (type == TYPE_STRING) {
      for (long i = 0; i < length; i++) {
        reader.skip(reader.longInteger());
      }
    } else if (length <= MAX_KEPT_ITEMS) {
      for (long i = 0; i < length; i++) {
        Object item = value(type);
        if (item != null) {
          items.add(item);
        }
      }
    } else {
      reader.skip(length * SCALAR_BYTES[type]);
    }
    return new Array(type, length, items, position);
  }

  private long count(String what, long most) throws IOException, ModelException {
    long n = reader.longInteger();
    if (n < 0 || n > most) {
      throw reader.damaged(Long.toUnsignedString(n) + " " + what);
    }
    return n;
  }
}
