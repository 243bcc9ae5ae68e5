package dev.edgeagent.llm;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** In what precision a context keeps what it has read: {@code kv_type}. */
public enum KvType {
  F32(1, 4),
  F16(1, 2),
  BF16(1, 2),
  Q8_0(32, 34),
  Q4_0(32, 18);

  /** As workflows write them. */
  public static final List<String> NAMES = Arrays.stream(values()).map(KvType::toString).toList();

  private final int elements;
  private final int bytes;

  KvType(int elements, int bytes) {
    this.elements = elements;
    this.bytes = bytes;
  }

  /** The bytes of that many numbers, in whole blocks. */
  public long bytes(long count) {
    return (count + elements - 1) / elements * bytes;
  }

  /** How many numbers a block has, which a head's width must be a multiple of. */
  public int elements() {
    return elements;
  }

  /**
   * @param name as workflows write it: {@code f16}, {@code q8_0}
   * @throws IllegalArgumentException if there is none of that name
   */
  public static KvType of(String name) {
    for (KvType type : values()) {
      if (type.toString().equals(name.toLowerCase(Locale.ROOT))) {
        return type;
      }
    }
    throw new IllegalArgumentException(
        "kv_type must be one of " + String.join(", ", NAMES) + ", got " + name);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
