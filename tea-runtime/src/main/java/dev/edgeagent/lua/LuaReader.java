package dev.edgeagent.lua;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** JSON's values out of what {@code prelude.lua} made of a script's result, checked there. */
final class LuaReader {

  private final ByteBuffer in;

  private LuaReader(byte[] data) {
    in = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
  }

  static @Nullable Object read(byte[] data) {
    return new LuaReader(data).value();
  }

  private @Nullable Object value() {
    byte tag = in.get();
    return switch (tag) {
      case 'n' -> null;
      case 't' -> true;
      case 'f' -> false;
      case 'i' -> in.getLong();
      case 'd' -> in.getDouble();
      case 's' -> text();
      case 'b' -> new BigInteger(text());
      case 'l' -> list();
      case 'm' -> map();
      default -> throw new IllegalStateException("no value has the tag " + tag);
    };
  }

  private String text() {
    byte[] utf8 = new byte[in.getInt()];
    in.get(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private List<@Nullable Object> list() {
    int size = in.getInt();
    List<@Nullable Object> list = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      list.add(value());
    }
    return list;
  }

  /** Sorted, because Lua's own order differs from run to run. */
  private Map<String, @Nullable Object> map() {
    int size = in.getInt();
    Map<String, @Nullable Object> sorted = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      sorted.put(text(), value());
    }
    return new LinkedHashMap<>(sorted);
  }
}
