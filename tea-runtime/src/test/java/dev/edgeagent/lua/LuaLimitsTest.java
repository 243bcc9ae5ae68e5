package dev.edgeagent.lua;

import static dev.edgeagent.lua.LuaRuns.failure;
import static dev.edgeagent.lua.LuaRuns.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LuaLimitsTest {

  private static final LuaLimits SMALL = new LuaLimits(1_000_000, 8L << 20, Duration.ofSeconds(30));
  private static final String TOO_MANY = "the script ran more than 1000000 instructions";

  @Test
  void anEndlessLoopEndsWithItsLine() {
    LuaException failure = failure("local x = 1\nwhile true do\nend", Map.of(), SMALL);
    assertThat(message(failure)).isEqualTo("LIMIT line 2: " + TOO_MANY);
    assertThat(failure.fix())
        .isEqualTo("see that the loop ends; do the work in smaller pieces, or in an action");
  }

  /** With a stack that is large already, so that no want of memory ends what a hook does not. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "xpcall(function() while true do end end, function(e) while true do end end)",
        "coroutine.wrap(function() d(1000)"
            + " xpcall(function() while true do end end, function() while true do end end) end)()",
        "coroutine.wrap(function() d(1000) local t <close> = setmetatable({}, {__close ="
            + " function() while true do end end}) while true do end end)()",
        "local c = coroutine.create(function() d(1000) local t <close> = setmetatable({},"
            + " {__close = function() while true do end end}) while true do end end)"
            + " coroutine.resume(c) coroutine.close(c)",
        "local function f() d(100) local t <close> = setmetatable({}, {__close = function()"
            + " while true do end end}) f() end f()",
        "error(setmetatable({}, {__tostring = function() while true do end end}))",
      })
  void aScriptThatGoesOnWhileItIsEndedEnds(String code) {
    String large = "local function d(n) return n > 0 and 1 + d(n - 1) or 0 end d(1000) ";
    LuaException failure = failure(large + code, Map.of(), SMALL);
    assertThat(failure.kind() + " " + failure.what()).as(code).isEqualTo("LIMIT " + TOO_MANY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "while true do pcall(function() while true do end end) end",
        "while true do xpcall(function() while true do end end, function(e) return e end) end",
        "xpcall(function() while true do end end, function(e) while true do end end)",
        "while true do pcall(error) end",
        "while true do local ok, s = pcall(string.rep, 'x', 1e6) s = nil end",
        "while true do coroutine.wrap(function() while true do end end)() end",
        "while true do pcall(coroutine.wrap(function() while true do end end)) end",
        "while true do coroutine.resume(coroutine.create(function() while true do end end)) end",
        "local f = coroutine.wrap(function() while true do coroutine.yield() end end)"
            + " while true do f() end",
        "local function f() for i = 1, 100 do pcall(coroutine.wrap(f)) end end f()",
        "local function f() return f() end f()",
        "local function f() pcall(f) return f() end f()",
        "local t = {} for i = 1, 1000 do t[i] = i end"
            + " while true do table.sort(t, function(a, b) return a > b end) end",
        "table.sort({1, 2, 3}, function() while true do end end)",
        "string.gsub('x', 'x', function() while true do end end)",
        "local t = setmetatable({}, {__index = function() while true do end end}) return t.x",
        "tostring(setmetatable({}, {__tostring = function() while true do end end}))",
        "error(setmetatable({}, {__tostring = function() while true do end end}))",
        "local t <close> = setmetatable({}, {__close = function() while true do end end})",
        "local t <close> = setmetatable({}, {__close = function() while true do end end})"
            + " while true do end",
        "coroutine.wrap(function() local t <close> = setmetatable({}, {__close = function()"
            + " while true do end end}) coroutine.yield() end)() while true do end",
        "return table.concat(setmetatable({}, {__len = function() return 1e15 end,"
            + " __index = function() return '' end}))",
        "for s in ('x'):rep(1e6):gmatch('x') do s = s end while true do end",
        "local t = {} for i = 1, 100 do t = {t, t} end while true do end",
        "local t = {} for i = 1, 60 do t = {t, t} end return t",
      })
  void aScriptThatCannotEndEnds(String code) {
    LuaException failure = failure(code, Map.of(), SMALL);
    assertThat(failure.kind() + " " + failure.what()).as(code).isEqualTo("LIMIT " + TOO_MANY);
  }

  @Test
  void endlessRecursionIsAnError() {
    assertThat(failure("local function f() return 1 + f() end\nf()").kind())
        .isIn(LuaException.Kind.RUNTIME, LuaException.Kind.LIMIT);
    assertThat(message(failure("local function f(s) return (s:gsub('.', f)) end\nreturn f('x')")))
        .isEqualTo("RUNTIME line 1: C stack overflow");
    assertThat(failure("local function f() return coroutine.wrap(f)() end return f()").what())
        .contains("C stack overflow");
  }

  @Test
  void fewInstructionsAreCountedToo() {
    assertThat(
            message(
                failure(
                    "local n = 0\nfor i = 1, 100 do n = n + i end\nreturn n",
                    Map.of(),
                    new LuaLimits(50, 8L << 20, Duration.ofSeconds(30)))))
        .isEqualTo("LIMIT line 2: the script ran more than 50 instructions");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "local s = 'x' while true do s = s .. s end",
        "local t = {} local i = 0 while true do i = i + 1 t[i] = i end",
        "local t = {} while true do t[#t + 1] = {} end",
        "local t = {} while true do t = {t} end",
        "return string.rep('x', 1e9)",
        "return ('x'):rep(1e3, ('y'):rep(1e6))",
        "return ('x'):rep(1e6):gsub('x', ('y'):rep(1e6))",
        "local s = ('x'):rep(1e6) local t = {} for i = 1, 1e4 do t[i] = s end"
            + " return table.concat(t)",
        "return string.format(('%s'):rep(100), table.unpack({('x'):rep(1e6)}, 1, 1),"
            + " ('x'):rep(1e8))",
        "local t = {} while true do t[#t + 1] = coroutine.create(function() end) end",
        "local t = {} for i = 1, 1e7 do t['k' .. i] = true end",
        "local s = ('x'):rep(6e6) return s",
        "print(('x'):rep(3e6)) print(('x'):rep(3e6))",
      })
  void aScriptThatWantsTooMuchMemoryEnds(String code) {
    assertThat(
            message(
                failure(code, Map.of(), new LuaLimits(1L << 40, 8L << 20, Duration.ofMinutes(1)))))
        .as(code)
        .isEqualTo("LIMIT the script needs more than 8388608 bytes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pcall(string.rep, 'x', 1e9) return 1",
        "while true do pcall(string.rep, 'x', 1e9) end",
        "local ok = pcall(coroutine.wrap(function() return ('x'):rep(1e9) end)) return ok",
        "local t = {} while true do pcall(function() t[#t + 1] = ('x'):rep(9999) .. #t end) end",
      })
  void theWantOfMemoryCannotBeCaught(String code) {
    assertThat(failure(code, Map.of(), SMALL).what())
        .as(code)
        .isEqualTo("the script needs more than 8388608 bytes");
  }

  @Test
  void garbageIsCollectedLongBeforeTheLimit() throws Exception {
    LuaScript script =
        LuaScript.compile(
            """
            local kept = {}
            for i = 1, 30 do kept[i] = ("x"):rep(100000) .. i end
            local n = 0
            for i = 1, 200000 do
              local t = {i, tostring(i)}
              n = n + #t
            end
            return n + #kept
            """);
    assertThat(script.run(Map.of(), new LuaLimits(1L << 40, 6L << 20, Duration.ofMinutes(1))))
        .isEqualTo(400_030L);
  }

  /** Mended in Lua 5.4.8; here an end at the first refusal keeps it from happening. */
  @Test
  void aWeakMetatableThatLosesItsFieldEndsInAnError() {
    for (int kilobytes = 100; kilobytes < 200; kilobytes++) {
      String code =
          """
          local mt = setmetatable({__newindex = {}}, {__mode = "v"})
          local t = setmetatable({}, mt)
          local i = 0
          while true do i = i + 1 t[i] = i end
          """;
      failure(code, Map.of(), new LuaLimits(1000_000, kilobytes << 10, Duration.ofSeconds(30)));
    }
  }

  /** Mended in Lua 5.4.8; here the text of that error is there before. */
  @Test
  void anErrorInTheHandlingOfErrorsDoesNotNeedMemory() {
    String code =
        """
        local s = setmetatable({}, {__index = function(t, k) return t[k .. "x"] end})
        local function f(x) return (x:gsub(".", f)) end
        local function g() return pcall(g), pcall(f, "x"), pcall(function() return s.x end) end
        local function h() return h() + 1 end
        pcall(h) pcall(g) pcall(f, "x")
        local t = {} while true do t[#t + 1] = {} pcall(g) pcall(h) end
        """;
    for (int kilobytes = 100; kilobytes < 2000; kilobytes += 50) {
      failure(code, Map.of(), new LuaLimits(3_000_000, kilobytes << 10, Duration.ofSeconds(30)));
    }
  }

  @Test
  void everyLimitOfMemoryEndsInAnErrorAndNoneInACrash() throws Exception {
    String code = "local t = {} for k, v in pairs(state) do t[k] = v .. 'x' end return t";
    LuaScript script = LuaScript.compile(code);
    Map<String, Object> names = Map.of("state", Map.of("a", "b", "c", "d".repeat(3000)));
    int refused = 0;
    for (long bytes = 1; bytes < 150_000; bytes += 331) {
      try {
        script.run(names, new LuaLimits(1_000_000, bytes, Duration.ofSeconds(30)));
      } catch (LuaException e) {
        assertThat(message(e)).isEqualTo("LIMIT the script needs more than " + bytes + " bytes");
        refused++;
      }
    }
    assertThat(refused).isBetween(50, 400);
  }

  @Test
  void everyLimitOfInstructionsEndsInAnErrorAndNoneInACrash() throws Exception {
    LuaScript script =
        LuaScript.compile(
            """
            local parts = {}
            for i = 1, 20 do
              local ok = pcall(function()
                parts[i] = ("x"):rep(3):gsub("x", function(c) return c .. i end)
              end)
              local f = coroutine.wrap(function(a) local b = coroutine.yield(a) return b end)
              f(1) f(2)
              table.sort(parts, function(a, b) return a < b end)
            end
            return table.concat(parts)
            """);
    int refused = 0;
    for (long instructions = 1; instructions < 4000; instructions += 7) {
      try {
        script.run(Map.of(), new LuaLimits(instructions, 8L << 20, Duration.ofSeconds(30)));
      } catch (LuaException e) {
        assertThat(e.kind() + " " + e.what())
            .isEqualTo("LIMIT the script ran more than " + instructions + " instructions");
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  /** It ends after many seconds: this process has other tests to run, too. */
  @Test
  void aCallOfCThatDoesNotEndIsLeftBehind() {
    LuaLimits brief = new LuaLimits(1_000_000, 8L << 20, Duration.ofMillis(50));
    LuaException failure =
        failure("return ('a'):rep(40):find(('a*'):rep(8) .. 'b')", Map.of(), brief);
    assertThat(message(failure)).isEqualTo("LIMIT the script ran longer than 50 ms");
    assertThat(failure.fix())
        .isEqualTo(
            "simplify patterns with many * + - in them; do the work in smaller pieces, or in an"
                + " action");
  }

  @Test
  void aLoopEndsWhenItsTimeIsOver() {
    LuaException failure =
        failure(
            "while true do\nend",
            Map.of(),
            new LuaLimits(1L << 50, 8L << 20, Duration.ofMillis(50)));
    assertThat(message(failure)).isEqualTo("LIMIT line 1: the script ran longer than 50 ms");
  }

  @Test
  void interruptionEndsTheRunAndTheScript() throws Exception {
    LuaScript script = LuaScript.compile("while true do end");
    Set<Thread> before = luaThreads();
    CountDownLatch started = new CountDownLatch(1);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread caller =
        new Thread(
            () -> {
              started.countDown();
              try {
                script.run(Map.of(), new LuaLimits(1L << 50, 8L << 20, Duration.ofHours(1)));
              } catch (Throwable t) {
                thrown.set(t);
              }
            });
    caller.start();
    started.await();
    caller.interrupt();
    caller.join();
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    Set<Thread> left = luaThreads();
    left.removeAll(before);
    for (Thread thread : left) {
      thread.join();
    }
  }

  private static Set<Thread> luaThreads() {
    Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
    threads.removeIf(thread -> !(thread instanceof LuaThread));
    return threads;
  }

  @Test
  void limitsArePositive() {
    assertThatThrownBy(() -> new LuaLimits(0, 1, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
