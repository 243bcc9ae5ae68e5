package dev.edgeagent.lua;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON's values as the text of a Lua chunk, {@code return "..."}: so they get into a state without
 * a single call of C that could raise an error. {@code prelude.lua} describes what is between the
 * quotes.
 */
final class LuaWriter {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteBuffer number = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);

  private LuaWriter() {}

  /**
   * @throws IllegalArgumentException if a value is none of JSON's
   */
  static byte[] chunk(Map<String, ?> names) {
    LuaWriter writer = new LuaWriter();
    writer.out.writeBytes("return \"".getBytes(StandardCharsets.US_ASCII));
    writer.map(names);
    writer.out.write('"');
    return writer.out.toByteArray();
  }

  private void value(@Nullable Object value) {
    switch (value) {
      case null -> out.write('n');
      case Boolean b -> out.write(b ? 't' : 'f');
      case Long l -> integer(l);
      case Integer i -> integer(i);
      case BigInteger i when i.bitLength() < Long.SIZE -> integer(i.longValue());
      case BigInteger i -> {
        out.write('b');
        text(i.toString());
      }
      case Number n -> {
        out.write('d');
        bytes(number.clear().putDouble(n.doubleValue()));
      }
      case String s -> {
        out.write('s');
        text(s);
      }
      case List<?> list -> {
        out.write('l');
        count(list.size());
        list.forEach(this::value);
      }
      case Map<?, ?> map -> map(map);
      default ->
          throw new IllegalArgumentException(
              value.getClass().getName() + " is none of JSON's types");
    }
  }

  /** Lua has no null in tables: such a key is absent. */
  private void map(Map<?, ?> map) {
    out.write('m');
    count((int) map.values().stream().filter(v -> v != null).count());
    map.forEach(
        (key, value) -> {
          if (value != null) {
            text((String) key);
            value(value);
          }
        });
  }

  private void integer(long value) {
    out.write('i');
    bytes(number.clear().putLong(value));
  }

  private void count(int value) {
    bytes(number.clear().putInt(value));
  }

  private void text(String text) {
    try {
      ByteBuffer utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      count(utf8.remaining());
      while (utf8.hasRemaining()) {
        quoted(utf8.get());
      }
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a text has half of a surrogate pair", e);
    }
  }

  private void bytes(ByteBuffer buffer) {
    buffer.flip();
    while (buffer.hasRemaining()) {
      quoted(buffer.get());
    }
  }

  /** As Lua's lexer reads it back; all other bytes, zeros too, stand for themselves. */
  private void quoted(byte b) {
    switch (b) {
      case '"', '\\' -> {
        out.write('\\');
        out.write(b);
      }
      case '\n' -> {
        out.write('\\');
        out.write('n');
      }
      case '\r' -> {
        out.write('\\');
        out.write('r');
      }
      default -> out.write(b);
    }
  }
}
