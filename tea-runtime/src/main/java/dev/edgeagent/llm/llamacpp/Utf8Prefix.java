package dev.edgeagent.llm.llamacpp;

/**
 * Bytes that are the beginning of a UTF-8 text (RFC 3629). llama.cpp's grammars let a model write a
 * character in more bytes than it has, which is no UTF-8.
 */
final class Utf8Prefix {

  /** Continuation bytes that the character still needs. */
  private int open;

  /** The next continuation byte must be from here ... */
  private int low = 0x80;

  /** ... to here. */
  private int high = 0xbf;

  /** Whether the bytes can follow; nothing is changed. */
  boolean accepts(byte[] bytes) {
    var copy = new Utf8Prefix();
    copy.open = open;
    copy.low = low;
    copy.high = high;
    return copy.append(bytes);
  }

  /** Adds bytes; false if they cannot follow. */
  boolean append(byte[] bytes) {
    for (byte b : bytes) {
      int value = b & 0xff;
      boolean isRight = open > 0 ? value >= low && value <= high : begins(value);
      if (!isRight) {
        return false;
      }
      if (open > 0) {
        open--;
        low = 0x80;
        high = 0xbf;
      } else {
        begin(value);
      }
    }
    return true;
  }

  /** Whether no character is unfinished. */
  boolean isWhole() {
    return open == 0;
  }

  private static boolean begins(int value) {
    return value < 0x80 || (value >= 0xc2 && value <= 0xf4);
  }

  private void begin(int value) {
    open = value < 0x80 ? 0 : value < 0xe0 ? 1 : value < 0xf0 ? 2 : 3;
    low = value == 0xe0 ? 0xa0 : value == 0xf0 ? 0x90 : 0x80;
    high = value == 0xed ? 0x9f : value == 0xf4 ? 0x8f : 0xbf;
  }
}
