package dev.edgeagent.template;

/**
 * What one rendering may use, so that no template can hang the program or exhaust its memory.
 *
 * @param steps evaluated expressions, loop iterations and produced list elements
 * @param outputChars length of the output, and of any single string, in UTF-16 units
 * @param totalChars sum of the lengths of all strings made on the way, in UTF-16 units
 * @param depth how deeply evaluation may nest: expressions in statements in macros and recursive
 *     loops
 */
public record Limits(long steps, int outputChars, long totalChars, int depth) {

  /**
   * 50 million steps, strings of 64 Mi, 256 Mi in all, 700 levels (which fit a thread's stack of
   * 512 KiB).
   */
  public static final Limits STANDARD = new Limits(50_000_000L, 64 << 20, 256L << 20, 700);

  public Limits {
    if (steps < 1 || outputChars < 1 || totalChars < 1 || depth < 1) {
      throw new IllegalArgumentException("limits must be positive");
    }
  }
}
