package dev.edgeagent.lua;

import static dev.edgeagent.lua.LuaRuns.failure;
import static dev.edgeagent.lua.LuaRuns.message;
import static dev.edgeagent.lua.LuaRuns.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class LuaScriptTest {

  @Test
  void returnsATableMadeFromTheState() throws Exception {
    Object result =
        run(
            """
            local result = {}
            result.count = state.count + 1
            result.greeting = "Hello, " .. state.name
            return result
            """,
            Map.of("state", Map.of("count", 5L, "name", "Ada")));
    assertThat(result).isEqualTo(Map.of("count", 6L, "greeting", "Hello, Ada"));
  }

  @Test
  void returnsNothingAsNull() throws Exception {
    assertThat(run("local x = 1")).isNull();
    assertThat(run("return nil")).isNull();
    assertThat(run("")).isNull();
  }

  @Test
  void returnsTheFirstOfSeveralValues() throws Exception {
    assertThat(run("return 1, 2")).isEqualTo(1L);
  }

  @Test
  void isOfVersion54() throws Exception {
    assertThat(run("return _VERSION .. ' ' .. (7 // 2) .. ' ' .. (1 << 4)"))
        .isEqualTo("Lua 5.4 3 16");
  }

  @Test
  void changesOfTheStateStayInTheRun() throws Exception {
    Map<String, Object> names = Map.of("state", Map.of("items", List.of(1L)));
    assertThat(run("state.items[2] = 2 return #state.items", names)).isEqualTo(2L);
    assertThat(run("return #state.items", names)).isEqualTo(1L);
  }

  @Test
  void syntaxErrorsHaveTheirLine() {
    LuaException failure =
        catchThrowableOfType(
            LuaException.class, () -> LuaScript.compile("local x = 1\n\nif x the\n  x = 2\nend"));
    assertThat(message(failure)).isEqualTo("SYNTAX line 3: 'then' expected near 'the'");
    assertThat(failure.fix()).isEqualTo("mend it; run: blocks are Lua 5.4");
  }

  @Test
  void runtimeErrorsHaveTheirLine() {
    assertThat(message(failure("local t = {}\nreturn t.a.b")))
        .isEqualTo("RUNTIME line 2: attempt to index a nil value (field 'a')");
    assertThat(message(failure("local function f()\n error('boom')\nend\nf()")))
        .isEqualTo("RUNTIME line 2: boom");
    assertThat(message(failure("\n\nstring.rep()")))
        .isEqualTo("RUNTIME line 3: bad argument #1 to 'rep' (string expected, got no value)");
  }

  @Test
  void errorsWithoutAPlaceGetTheLineWhereTheyWereRaised() {
    assertThat(message(failure("\nerror('boom', 0)"))).isEqualTo("RUNTIME line 2: boom");
    assertThat(message(failure("\nerror({code = 1})")))
        .isEqualTo("RUNTIME line 2: the script raised a table, not a text");
    assertThat(message(failure("\nerror({message = 'no price'})")))
        .isEqualTo("RUNTIME line 2: no price");
    assertThat(message(failure("\nerror()"))).isEqualTo("RUNTIME line 2: nil");
    assertThat(
            message(failure("error(setmetatable({}, {__tostring = function() error('x') end}))")))
        .isEqualTo("RUNTIME line 1: the script raised a table");
  }

  @Test
  void errorsInCoroutinesHaveTheLineWhereTheyHappened() {
    assertThat(message(failure("local f = coroutine.wrap(function()\n  error('boom')\nend)\nf()")))
        .isEqualTo("RUNTIME line 2: boom");
  }

  @Test
  void xpcallAndCoroutinesWorkAsInLua() throws Exception {
    assertThat(
            run(
                """
                local function both(...) return table.pack(...) end
                local function plus(a, b) return a + b, a - b end
                local generate = coroutine.wrap(function(a)
                  local b = coroutine.yield(a + 1)
                  return a + b
                end)
                local dead = coroutine.create(function() error("boom") end)
                local r = both(xpcall(plus, print, 5, 3))
                local f = both(xpcall(error, function(e) return e .. "!" end, "x"))
                local g = both(xpcall(error, function(e) error("y", 0) end, "x"))
                return {{r[1], r[2], r[3], r.n}, {f[1], f[2], f.n}, {g[1], g[2]},
                  {generate(1), generate(2)}, {coroutine.resume(dead)}, coroutine.status(dead),
                  {pcall(coroutine.wrap, 1)}}
                """))
        .isEqualTo(
            List.of(
                List.of(true, 8L, 2L, 3L),
                List.of(false, "x!", 2L),
                List.of(false, "y"),
                List.of(2L, 3L),
                List.of(false, "run:7: boom"),
                "dead",
                List.of(false, "bad argument #1 to 'wrap' (function expected, got number)")));
  }

  @Test
  void aNameThatIsMissingOnPurposeSaysSo() {
    LuaException failure = failure("return os.time()");
    assertThat(message(failure))
        .isEqualTo("RUNTIME line 1: attempt to index a nil value (global 'os')");
    assertThat(failure.fix())
        .isEqualTo(
            "os is not available in workflows: use Lua's string, table, math, utf8 and coroutine,"
                + " or an action");
  }

  @Test
  void printsGoWhereTheCallerWants() throws Exception {
    List<String> printed = new ArrayList<>();
    LuaScript script = LuaScript.compile("print('a', 1, nil, 2.0) print('two\\nlines') return 1");
    assertThat(script.run(Map.of(), LuaLimits.STANDARD, printed::add)).isEqualTo(1L);
    assertThat(printed).containsExactly("a\t1\tnil\t2.0", "two", "lines");
  }

  @Test
  void printsOfAFailedScriptAreNotLost() {
    List<String> printed = new ArrayList<>();
    LuaException failure =
        catchThrowableOfType(
            LuaException.class,
            () ->
                LuaScript.compile("print('before') error('boom')")
                    .run(Map.of(), LuaLimits.STANDARD, printed::add));
    assertThat(message(failure)).isEqualTo("RUNTIME line 1: boom");
    assertThat(printed).containsExactly("before");
  }

  @Test
  void runsShareNothing() throws Exception {
    LuaScript script =
        LuaScript.compile(
            """
            local seen = tostring(leak) .. tostring(string.leak) .. tostring(("").leak)
            leak, string.leak, getmetatable("").__index.leak = 1, 2, 3
            return seen
            """);
    for (int i = 0; i < 3; i++) {
      assertThat(script.run(Map.of(), LuaLimits.STANDARD)).isEqualTo("nilnilnil");
    }
  }

  @Test
  void runsInSeveralThreadsAtOnce() throws Exception {
    LuaScript script =
        LuaScript.compile(
            """
            local sum = 0
            for i, n in ipairs(state.numbers) do sum = sum + n end
            return {sum = sum, texts = {("x"):rep(10), tostring(sum)}}
            """);
    try (var threads = Executors.newFixedThreadPool(4)) {
      List<Callable<Object>> tasks = new ArrayList<>();
      for (long i = 0; i < 100; i++) {
        Map<String, Object> names = Map.of("state", Map.of("numbers", List.of(i, i, i)));
        tasks.add(() -> script.run(names, LuaLimits.STANDARD));
      }
      List<Future<Object>> results = threads.invokeAll(tasks);
      for (int i = 0; i < results.size(); i++) {
        assertThat(results.get(i).get())
            .isEqualTo(
                Map.of("sum", 3L * i, "texts", List.of("xxxxxxxxxx", Integer.toString(3 * i))));
      }
    }
  }

  @Test
  void valuesThatJsonDoesNotKnowAreTheCallersBug() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> run("return 1", Map.of("x", new Object())))
        .withMessage("java.lang.Object is none of JSON's types");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> run("return 1", Map.of("x", "\ud83d")))
        .withMessage("a text has half of a surrogate pair");
  }
}
