package dev.edgeagent.lua;

/**
 * The thread of one run. C's two callbacks find their run through it, which is faster than any
 * table; and a script that no hook can stop is left behind on it.
 */
final class LuaThread extends Thread {

  /** Enough for the 200 nested C calls that Lua allows, of which {@code gsub} takes most. */
  private static final long STACK_BYTES = 8L << 20;

  private final LuaBudget budget;

  LuaThread(Runnable task, LuaBudget budget) {
    super(null, task, "tea-lua", STACK_BYTES, false);
    this.budget = budget;
    setDaemon(true);
  }

  /** The budget of the run whose thread this is. */
  static LuaBudget currentBudget() {
    return ((LuaThread) Thread.currentThread()).budget;
  }
}
