package dev.edgeagent.lua;

import java.util.ArrayList;
import java.util.List;

/**
 * Scripts that no hook can stop, because they are inside one call of C that does not end: {@code
 * string.find} with a pattern that tries all combinations, above all. Their threads go on until the
 * process ends, so there may only be a few of them.
 */
final class Abandoned {

  private static final int MAX = 4;
  private static final long GRACE_MILLIS = 200;

  private final List<LuaThread> threads = new ArrayList<>();

  synchronized void add(LuaThread thread) {
    threads.removeIf(t -> !t.isAlive());
    threads.add(thread);
  }

  /**
   * Waits a moment for scripts that were told to end and may just be about to.
   *
   * @throws LuaException if too many are still busy
   */
  synchronized void check() throws LuaException, InterruptedException {
    threads.removeIf(t -> !t.isAlive());
    for (int i = 0; threads.size() - i >= MAX; i++) {
      threads.get(i).join(GRACE_MILLIS);
    }
    threads.removeIf(t -> !t.isAlive());
    if (threads.size() >= MAX) {
      throw new LuaException(
          LuaException.Kind.LIMIT,
          MAX + " earlier scripts are still busy inside one call and cannot be stopped",
          "simplify their patterns (fewer * + - in a row) and start tea again",
          0);
    }
  }
}
