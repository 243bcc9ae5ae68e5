package dev.edgeagent.lua;

import java.time.Duration;

/**
 * What one run may use.
 *
 * @param instructions of Lua's virtual machine, counted in steps of at most 1000; a new coroutine
 *     counts as 1000, and so do 64,000 bytes of memory that are asked for
 * @param memoryBytes of the whole Lua state, some 60 KiB of libraries and garbage that is not yet
 *     collected included; never exceeded by a byte
 * @param time of the clock, for what is no instruction: a pattern can keep one call of {@code
 *     string.find} busy for years
 */
public record LuaLimits(long instructions, long memoryBytes, Duration time) {

  /** 500 million instructions (some seconds), 64 MiB, 30 seconds. */
  public static final LuaLimits STANDARD =
      new LuaLimits(500_000_000, 64L << 20, Duration.ofSeconds(30));

  public LuaLimits {
    if (instructions < 1 || memoryBytes < 1 || !time.isPositive()) {
      throw new IllegalArgumentException("limits must be positive");
    }
  }
}
