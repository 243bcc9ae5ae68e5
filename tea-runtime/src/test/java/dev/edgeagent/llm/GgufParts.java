package dev.edgeagent.llm;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** A GGUF file taken apart, to be changed in ways that no writer allows, and put together again. */
public final class GgufParts {

  /**
   * A key-value pair.
   *
   * @param value as the file has it, without the type
   */
  public record Pair(String key, int type, byte[] value) {}

  /** An entry of the table of tensors. */
  public record Tensor(String name, long[] shape, int type, long offset) {}

  private static final int[] SCALAR_BYTES = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};
  private static final int ALIGNMENT = 32;

  public final List<Pair> pairs = new ArrayList<>();
  public final List<Tensor> tensors = new ArrayList<>();

  /** Where in the file something is that is not an item of a long array: [from, to). */
  private final List<int[]> structure = new ArrayList<>();

  private final byte[] data;
  private final int headerBytes;

  public GgufParts(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    in.position(8);
    long tensorCount = in.getLong();
    long pairCount = in.getLong();
    structure.add(new int[] {4, in.position()});
    for (long i = 0; i < pairCount; i++) {
      int from = in.position();
      String key = text(in);
      int type = in.getInt();
      int start = in.position();
      skip(in, type);
      pairs.add(new Pair(key, type, Arrays.copyOfRange(file, start, in.position())));
      structure.add(new int[] {from, Math.min(in.position(), start + 64)});
    }
    int from = in.position();
    for (long i = 0; i < tensorCount; i++) {
      String name = text(in);
      long[] shape = new long[in.getInt()];
      for (int n = 0; n < shape.length; n++) {
        shape[n] = in.getLong();
      }
      tensors.add(new Tensor(name, shape, in.getInt(), in.getLong()));
    }
    structure.add(new int[] {from, in.position()});
    headerBytes = in.position();
    data = Arrays.copyOfRange(file, aligned(headerBytes), file.length);
  }

  /** Bytes in front of the tensors' data. */
  public int headerBytes() {
    return headerBytes;
  }

  /** The n-th byte of what says how the rest is to be read: not the items of long arrays. */
  public int structureByte(int n) {
    int left = Math.floorMod(n, structure.stream().mapToInt(range -> range[1] - range[0]).sum());
    for (int[] range : structure) {
      if (left < range[1] - range[0]) {
        return range[0] + left;
      }
      left -= range[1] - range[0];
    }
    throw new IllegalStateException();
  }

  /** Puts a pair in the place of those of its key, or at the end. */
  public GgufParts with(String key, int type, byte[] value) {
    int at = indexOf(key);
    without(key);
    pairs.add(at < 0 ? pairs.size() : at, new Pair(key, type, value));
    return this;
  }

  public GgufParts without(String key) {
    pairs.removeIf(pair -> pair.key().equals(key));
    return this;
  }

  public GgufParts again(String key) {
    pairs.add(pairs.get(indexOf(key)));
    return this;
  }

  public byte[] value(String key) {
    return pairs.get(indexOf(key)).value();
  }

  public boolean has(String key) {
    return indexOf(key) >= 0;
  }

  /** Changes the tensor of that name. */
  public GgufParts tensor(String name, UnaryOperator<Tensor> change) {
    tensors.replaceAll(tensor -> tensor.name().equals(name) ? change.apply(tensor) : tensor);
    return this;
  }

  private int indexOf(String key) {
    for (int i = 0; i < pairs.size(); i++) {
      if (pairs.get(i).key().equals(key)) {
        return i;
      }
    }
    return -1;
  }

  public byte[] bytes() {
    var out = new ByteArrayOutputStream();
    out.writeBytes("GGUF".getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(u32(3));
    out.writeBytes(u64(tensors.size()));
    out.writeBytes(u64(pairs.size()));
    for (Pair pair : pairs) {
      out.writeBytes(text(pair.key()));
      out.writeBytes(u32(pair.type()));
      out.writeBytes(pair.value());
    }
    for (Tensor tensor : tensors) {
      out.writeBytes(text(tensor.name()));
      out.writeBytes(u32(tensor.shape().length));
      for (long n : tensor.shape()) {
        out.writeBytes(u64(n));
      }
      out.writeBytes(u32(tensor.type()));
      out.writeBytes(u64(tensor.offset()));
    }
    out.writeBytes(new byte[aligned(out.size()) - out.size()]);
    out.writeBytes(data);
    return out.toByteArray();
  }

  public static byte[] u32(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }

  public static byte[] u64(long value) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
  }

  public static byte[] text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + utf8.length).put(u64(utf8.length)).put(utf8).array();
  }

  private static String text(ByteBuffer in) {
    byte[] utf8 = new byte[(int) in.getLong()];
    in.get(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private static void skip(ByteBuffer in, int type) {
    switch (type) {
      case 8 -> text(in);
      case 9 -> {
        int items = in.getInt();
        for (long left = in.getLong(); left > 0; left--) {
          skip(in, items);
        }
      }
      default -> in.position(in.position() + SCALAR_BYTES[type]);
    }
  }

  private static int aligned(int bytes) {
    return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }
}
