package dev.edgeagent.llm;

import java.util.Locale;

/** In what precision a context keeps what it has read: {@code kv_type}. */
public enum KvType {
  F32,
  F16,
  BF16,
  Q8_0,
  Q4_0;

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
        "kv_type must be one of f32, f16, bf16, q8_0, q4_0, got " + name);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
