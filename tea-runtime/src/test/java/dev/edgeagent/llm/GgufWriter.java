package dev.edgeagent.llm;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes small GGUF files for tests: metadata and F32 tensors. */
public final class GgufWriter {

  private final Map<String, Object> metadata = new LinkedHashMap<>();

  private final Map<String, int[]> shapes = new LinkedHashMap<>();
  private final Map<String, float[]> tensors = new LinkedHashMap<>();

  /** A tensor; {@code shape} in ggml's order, the fastest running dimension first. */
  public GgufWriter tensor(String name, float[] values, int... shape) {
    shapes.put(name, shape);
    tensors.put(name, values);
    return this;
  }

  public GgufWriter with(String key, Object value) {
    metadata.put(key, value);
    return this;
  }

  public byte[] bytes() {
    if (tensors.isEmpty()) {
      tensor("weights", new float[64], 64);
    }
    var out = new ByteArrayOutputStream();
    out.writeBytes("GGUF".getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(ints(3));
    out.writeBytes(longs(tensors.size(), metadata.size()));
    metadata.forEach(
        (key, value) -> {
          out.writeBytes(text(key));
          switch (value) {
            case String s -> {
              out.writeBytes(ints(8));
              out.writeBytes(text(s));
            }
            case Integer i -> out.writeBytes(ints(4, i));
            case Float f -> out.writeBytes(ints(6, Float.floatToIntBits(f)));
            case Long n -> {
              out.writeBytes(ints(10));
              out.writeBytes(longs(n));
            }
            case float[] numbers -> {
              out.writeBytes(ints(9, 6));
              out.writeBytes(longs(numbers.length));
              for (float f : numbers) {
                out.writeBytes(ints(Float.floatToIntBits(f)));
              }
            }
            case int[] numbers -> {
              out.writeBytes(ints(9, 5));
              out.writeBytes(longs(numbers.length));
              out.writeBytes(ints(numbers));
            }
            case Boolean b -> {
              out.writeBytes(ints(7));
              out.write(b ? 1 : 0);
            }
            case String[] texts -> {
              out.writeBytes(ints(9, 8));
              out.writeBytes(longs(texts.length));
              for (String s : texts) {
                out.writeBytes(text(s));
              }
            }
            default -> throw new IllegalArgumentException(value.toString());
          }
        });
    long offset = 0;
    for (String name : tensors.keySet()) {
      int[] shape = shapes.get(name);
      out.writeBytes(text(name));
      out.writeBytes(ints(shape.length));
      for (int n : shape) {
        out.writeBytes(longs(n));
      }
      out.writeBytes(ints(0));
      out.writeBytes(longs(offset));
      offset += aligned(4L * tensors.get(name).length);
    }
    pad(out);
    for (float[] values : tensors.values()) {
      ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(values);
      out.writeBytes(bytes.array());
      pad(out);
    }
    return out.toByteArray();
  }

  private static long aligned(long bytes) {
    return (bytes + 31) / 32 * 32;
  }

  private static void pad(ByteArrayOutputStream out) {
    out.writeBytes(new byte[(int) (aligned(out.size()) - out.size())]);
  }

  private static byte[] text(String s) {
    byte[] utf8 = s.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + utf8.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(utf8.length)
        .put(utf8)
        .array();
  }

  private static byte[] ints(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      bytes.putInt(value);
    }
    return bytes.array();
  }

  private static byte[] longs(long... values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      bytes.putLong(value);
    }
    return bytes.array();
  }
}
