package dev.edgeagent.lua;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Counts what one run uses and ends it when that is too much. All but {@link #stop} runs on the
 * run's own thread.
 *
 * <p>A script cannot catch its end: from then on no memory is given and, from its next hook on,
 * every instruction raises an error. That the first refusal of memory is the end has another
 * reason: Lua would collect garbage in the middle of what it does and try again, and in 5.4.7 it
 * then may use what it has just collected (mended in 5.4.8, {@code luaV_finishset}).
 */
final class LuaBudget {

  /** Why a script was ended. */
  enum End {
    INSTRUCTIONS,
    MEMORY,
    STOPPED
  }

  private static final int STEP = 1000;

  /** So that copying megabytes is not one instruction. */
  private static final int BYTES_PER_INSTRUCTION = 64;

  // Offsets in C's lua_Debug, the same on all 64-bit systems.
  private static final long CURRENT_LINE = 48;
  private static final long SHORT_SRC = 68;
  private static final int SHORT_SRC_BYTES = 60;

  private final LuaApi api;
  private final LuaLimits limits;
  private final int step;
  private long usedBytes;
  private long usedInstructions;
  private @Nullable End end;
  private int endLine;
  private boolean watching;
  private volatile boolean stop;

  LuaBudget(LuaApi api, LuaLimits limits) {
    this.api = api;
    this.limits = limits;
    this.step = (int) Math.min(STEP, limits.instructions());
  }

  /** Ends the script at its next hook; from any thread. */
  void stop() {
    stop = true;
  }

  /** Begins to count instructions. */
  void watch(long state, long hook) {
    watching = true;
    api.setHook(state, hook, step);
  }

  /** Why this ended the script; null if it did not. */
  @Nullable End end() {
    return end;
  }

  /** The script's line at the end; 0 if unknown. */
  int endLine() {
    return endLine;
  }

  /** {@code lua_Alloc}: without a block, the old size is the type of what is made. */
  long allocate(long block, long oldSize, long newSize) {
    long oldBytes = block == 0 ? 0 : oldSize;
    if (newSize == 0) {
      api.free(block);
      usedBytes -= oldBytes;
      return 0;
    }
    long growth = newSize - oldBytes;
    if (growth > 0 && !grant(growth, block == 0 && oldSize == LuaApi.TTHREAD)) {
      return 0;
    }
    long result = api.realloc(block, newSize);
    if (result != 0) {
      usedBytes += growth;
    }
    return result;
  }

  private boolean grant(long growth, boolean coroutine) {
    if (end == null && growth > limits.memoryBytes() - usedBytes) {
      end = End.MEMORY;
    }
    // A coroutine has a count of its own: many short ones would never come to their first step.
    use((coroutine ? STEP : 0) + growth / BYTES_PER_INSTRUCTION);
    return end == null;
  }

  /** {@code lua_Hook}, called after each step of any coroutine. */
  void count(long state, long debug) {
    use(step);
    if (end != null) {
      endLine = endLine == 0 ? line(state, debug) : endLine;
      api.setHook(state, api.luaError, 1);
    }
  }

  private void use(long instructions) {
    if (!watching || end != null) {
      return;
    }
    usedInstructions += instructions;
    if (stop) {
      end = End.STOPPED;
    } else if (usedInstructions >= limits.instructions()) {
      end = End.INSTRUCTIONS;
    }
  }

  @SuppressWarnings("restricted") // the size is lua.h's
  private int line(long state, long debug) {
    try (Arena arena = Arena.ofConfined()) {
      api.getInfo(state, arena.allocateFrom("Sl"), debug);
    }
    MemorySegment fields = MemorySegment.ofAddress(debug).reinterpret(SHORT_SRC + SHORT_SRC_BYTES);
    String source = fields.getString(SHORT_SRC, StandardCharsets.UTF_8);
    int line = fields.get(ValueLayout.JAVA_INT, CURRENT_LINE);
    return source.equals(LuaRun.CHUNK) ? Math.max(line, 0) : 0;
  }
}
