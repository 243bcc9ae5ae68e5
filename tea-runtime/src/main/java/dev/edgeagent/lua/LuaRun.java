package dev.edgeagent.lua;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One Lua state from its making to its end, on its {@link LuaThread}. */
final class LuaRun {

  /** The script's name in messages of Lua. */
  static final String CHUNK = "run";

  private static final String PRELUDE_CHUNK = "[tea]";

  /** Those that prelude.lua opens, in its order. */
  private static final String[] LIBRARIES = {
    "luaopen_base",
    "luaopen_string",
    "luaopen_table",
    "luaopen_math",
    "luaopen_utf8",
    "luaopen_coroutine",
    "luaopen_debug"
  };

  private final LuaApi api;
  private final LuaBudget budget;
  private final LuaMessages messages;
  private final byte[] code;

  LuaRun(LuaApi api, LuaBudget budget, LuaMessages messages, byte[] code) {
    this.api = api;
    this.budget = budget;
    this.messages = messages;
    this.code = code;
  }

  /** Compiles, without a library in the state. */
  void compile() throws LuaException {
    inState((state, arena) -> loadScript(state, arena));
  }

  /**
   * @param names as {@link LuaWriter#chunk} writes them
   * @throws LuaException if a limit ended it
   */
  Outcome run(byte[] names) throws LuaException {
    Outcome[] outcome = new Outcome[1];
    inState(
        (state, arena) -> {
          load(state, arena, prelude(), PRELUDE_CHUNK);
          for (String library : LIBRARIES) {
            api.pushFunction(state, api.function(library));
          }
          call(state, arena, LIBRARIES.length, 2);
          load(state, arena, names, PRELUDE_CHUNK);
          call(state, arena, 1, 0);
          loadScript(state, arena);
          budget.watch(state, LuaCallbacks.COUNT);
          call(state, arena, 1, 4);
          outcome[0] = outcome(state, arena);
        });
    return outcome[0];
  }

  /**
   * What a script came to.
   *
   * @param failure null if it returned the value
   * @param printed lines, without the last line's end
   */
  record Outcome(@Nullable Object value, @Nullable LuaException failure, String printed) {}

  /** From the four strings that prelude.lua's run() returns. */
  private Outcome outcome(long state, Arena arena) {
    String status = text(state, arena, -4);
    String detail = text(state, arena, -2);
    String printed = text(state, arena, -1);
    return switch (status) {
      case "value" -> new Outcome(LuaReader.read(string(state, arena, -3)), null, printed);
      case "result" -> new Outcome(null, messages.result(text(state, arena, -3), detail), printed);
      default -> {
        String message = text(state, arena, -3);
        yield new Outcome(null, messages.runtime(message, Integer.parseInt(detail)), printed);
      }
    };
  }

  private interface Steps {
    void take(long state, Arena arena) throws LuaException;
  }

  private void inState(Steps steps) throws LuaException {
    try (Arena arena = Arena.ofConfined()) {
      long state = api.newState(LuaCallbacks.ALLOCATE, 0);
      if (state == 0) {
        throw messages.memory(0);
      }
      try {
        steps.take(state, arena);
      } finally {
        api.close(state);
      }
    }
  }

  private void loadScript(long state, Arena arena) throws LuaException {
    load(state, arena, code, CHUNK);
  }

  private void load(long state, Arena arena, byte[] text, String name) throws LuaException {
    MemorySegment copy = arena.allocateFrom(ValueLayout.JAVA_BYTE, text);
    int status =
        api.loadText(
            state, copy, text.length, arena.allocateFrom("=" + name), arena.allocateFrom("t"));
    check(status, state, arena);
  }

  private void call(long state, Arena arena, int arguments, int results) throws LuaException {
    check(api.pcall(state, arguments, results), state, arena);
  }

  /** A script that caught its end may return as if nothing were. */
  private void check(int status, long state, Arena arena) throws LuaException {
    LuaBudget.End end = budget.end();
    if (end != null) {
      throw messages.ended(end, budget.endLine());
    } else if (status == LuaApi.OK) {
      return;
    } else if (status == LuaApi.ERRMEM) {
      throw messages.memory(0);
    }
    String message = text(state, arena, -1);
    throw status == LuaApi.ERRSYNTAX ? messages.syntax(message) : messages.runtime(message, 0);
  }

  private String text(long state, Arena arena, int index) {
    return new String(string(state, arena, index), StandardCharsets.UTF_8);
  }

  private byte[] string(long state, Arena arena, int index) {
    return api.string(state, index, arena.allocate(JAVA_LONG));
  }

  private static byte[] prelude() {
    try (InputStream in = LuaRun.class.getResourceAsStream("prelude.lua")) {
      return Objects.requireNonNull(in).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
