package dev.edgeagent.lua;

import static dev.edgeagent.lua.LuaRuns.failure;
import static dev.edgeagent.lua.LuaRuns.message;
import static dev.edgeagent.lua.LuaRuns.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LuaSandboxTest {

  /** All that a script can see, by name: a new version of Lua must not add to it unseen. */
  @Test
  void hasTheseNamesAndNoOthers() throws Exception {
    Object names =
        run(
            """
            local function names_of(t)
              local names = {}
              for name in pairs(t) do names[#names + 1] = name end
              table.sort(names)
              return table.concat(names, " ")
            end
            return {_G = names_of(_G), string = names_of(string), table = names_of(table),
              coroutine = names_of(coroutine), utf8 = names_of(utf8)}
            """);
    assertThat(names)
        .isEqualTo(
            Map.of(
                "_G",
                "_G _VERSION assert coroutine error getmetatable ipairs list math next null pairs"
                    + " pcall print rawequal rawget rawlen rawset select setmetatable string table"
                    + " tonumber tostring type utf8 xpcall",
                "string",
                "byte char find format gmatch gsub len lower match pack packsize rep reverse sub"
                    + " unpack upper",
                "table",
                "concat insert move pack remove sort unpack",
                "coroutine",
                "close create isyieldable resume running status wrap yield",
                "utf8",
                "char charpattern codepoint codes len offset"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "os",
        "io",
        "debug",
        "package",
        "require",
        "load",
        "loadstring",
        "dofile",
        "loadfile",
        "collectgarbage",
        "warn",
        "java",
        "jua",
        "luajava",
        "string.dump",
        "getmetatable(_G)",
        "getmetatable(print)"
      })
  void doesNotHave(String name) throws Exception {
    assertThat(run("return " + name)).isNull();
  }

  @Test
  void bytecodeIsNotLoaded() {
    LuaException failure =
        catchThrowableOfType(LuaException.class, () -> LuaScript.compile("\u001bLua"));
    assertThat(message(failure)).isEqualTo("SYNTAX attempt to load a binary chunk (mode is 't')");
  }

  @Test
  void finalizersAreRefused() {
    assertThat(message(failure("setmetatable({}, {__gc = function() while true do end end})")))
        .isEqualTo("RUNTIME line 1: __gc is not available in workflows");
  }

  @Test
  void aFinalizerThatIsAddedLaterNeverRuns() throws Exception {
    assertThat(
            run(
                """
                local mt = {}
                for i = 1, 100 do setmetatable({}, mt) end
                mt.__gc = function() while true do end end
                return #string.rep("x", 1000000)
                """))
        .isEqualTo(1_000_000L);
  }

  @Test
  void nullCannotBeChanged() {
    assertThat(message(failure("null.x = 1"))).isEqualTo("RUNTIME line 1: null cannot be changed");
    assertThat(message(failure("setmetatable(null, {})")))
        .isEqualTo("RUNTIME line 1: cannot change a protected metatable");
  }

  @Test
  void theScriptsOwnNamesDoNotReachWhatTeaDoes() throws Exception {
    assertThat(
            run(
                """
                string.pack, string.byte, table.concat, utf8.len, math.type = nil, nil, nil, nil, nil
                local G = _G
                for name in pairs(G) do if name ~= "state" then G[name] = nil end end
                return {a = state, b = {1, 2.5, "x"}}
                """,
                Map.of("state", "s")))
        .isEqualTo(Map.of("a", "s", "b", java.util.List.of(1L, 2.5, "x")));
  }
}
