package dev.edgeagent.llm;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes small GGUF files for tests: metadata and one F32 tensor. */
final class GgufWriter {

  private final Map<String, Object> metadata = new LinkedHashMap<>();

  GgufWriter with(String key, Object value) {
    metadata.put(key, value);
    return this;
  }

  byte[] bytes() {
    var out = new ByteArrayOutputStream();
    out.writeBytes("GGUF".getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(ints(3));
    out.writeBytes(longs(1, metadata.size()));
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
    out.writeBytes(text("weights"));
    out.writeBytes(ints(1));
    out.writeBytes(longs(64));
    out.writeBytes(ints(0));
    out.writeBytes(longs(0));
    while (out.size() % 32 != 0) {
      out.write(0);
    }
    out.writeBytes(new byte[256]);
    return out.toByteArray();
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
