package dev.edgeagent.lua;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lua 5.4 code that compiles. Each run has a state of its own with {@code string}, {@code table},
 * {@code math}, {@code utf8}, {@code coroutine} and the basic functions, without {@code os}, {@code
 * io}, {@code debug}, {@code package}, {@code require}, {@code load} and its kin, {@code
 * string.dump}, {@code collectgarbage}, {@code warn} and finalizers ({@code __gc}). {@code
 * coroutine}s, metatables and {@code pcall} work.
 *
 * <p>Values: maps and lists are tables, {@code Long} is an integer, {@code Double} a float. A key
 * with null is absent; null in a list is the value {@code null}, which a script may also return. An
 * integer beyond 64 bits is an opaque value: it can be printed and returned, not computed with. A
 * list stays a list when it is empty; {@code {}} is an empty map and {@code list()} an empty list.
 *
 * <p>Safe for use by several threads at once.
 */
public final class LuaScript {

  private static final Abandoned ABANDONED = new Abandoned();
  private static final long GRACE_MILLIS = 500;

  private final byte[] code;

  private LuaScript(byte[] code) {
    this.code = code;
  }

  /**
   * @throws LuaException with the line (from 1, within the code) if it is not Lua, or if Lua cannot
   *     be loaded here
   */
  public static LuaScript compile(String code) throws LuaException {
    LuaApi api = LuaApi.load();
    byte[] utf8 = code.getBytes(StandardCharsets.UTF_8);
    LuaBudget budget = new LuaBudget(api, LuaLimits.STANDARD);
    LuaRun run = new LuaRun(api, budget, new LuaMessages(LuaLimits.STANDARD), utf8);
    FutureTask<@Nullable Void> task =
        new FutureTask<>(
            () -> {
              run.compile();
              return null;
            });
    new LuaThread(task, budget).start();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          task.get();
          return new LuaScript(utf8);
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw failure(e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** As {@link #run(Map, LuaLimits, Consumer)}; what the script prints is dropped. */
  public @Nullable Object run(Map<String, ?> names, LuaLimits limits)
      throws LuaException, InterruptedException {
    return run(names, limits, printed -> {});
  }

  /**
   * @param names the script's global names, each a value of JSON's types: {@code Map} with texts as
   *     keys, {@code List}, {@code String}, {@code Long}, {@code BigInteger}, {@code Double},
   *     {@code Boolean}, null
   * @param printed takes what the script prints, one line at a time, when it has ended; nothing of
   *     a script that a limit ended
   * @return the first value that it returns, of the same types; maps are sorted by key
   * @throws LuaException if it fails, returns what JSON has no form for, or reaches a limit
   * @throws InterruptedException at once when this thread is interrupted; the script ends soon
   */
  public @Nullable Object run(Map<String, ?> names, LuaLimits limits, Consumer<String> printed)
      throws LuaException, InterruptedException {
    LuaApi api = LuaApi.load();
    byte[] data = LuaWriter.chunk(names);
    LuaMessages messages = new LuaMessages(limits);
    LuaBudget budget = new LuaBudget(api, limits);
    LuaRun run = new LuaRun(api, budget, messages, code);
    LuaRun.Outcome outcome = await(() -> run.run(data), budget, messages, limits);
    if (!outcome.printed().isEmpty()) {
      outcome.printed().lines().forEach(printed);
    }
    LuaException failure = outcome.failure();
    if (failure != null) {
      throw failure;
    }
    return outcome.value();
  }

  private static LuaRun.Outcome await(
      Callable<LuaRun.Outcome> run, LuaBudget budget, LuaMessages messages, LuaLimits limits)
      throws LuaException, InterruptedException {
    ABANDONED.check();
    FutureTask<LuaRun.Outcome> task = new FutureTask<>(run);
    LuaThread thread = new LuaThread(task, budget);
    thread.start();
    try {
      try {
        return task.get(limits.time().toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        budget.stop();
        return task.get(GRACE_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      budget.stop();
      ABANDONED.add(thread);
      throw e;
    } catch (TimeoutException e) {
      ABANDONED.add(thread);
      throw messages.time(0);
    } catch (ExecutionException e) {
      throw failure(e);
    }
  }

  private static LuaException failure(ExecutionException e) {
    return switch (e.getCause()) {
      case LuaException known -> known;
      case Error error -> throw error;
      case null, default -> throw new IllegalStateException("a Lua run failed", e.getCause());
    };
  }
}
