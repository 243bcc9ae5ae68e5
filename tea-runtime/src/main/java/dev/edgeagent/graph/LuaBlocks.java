package dev.edgeagent.graph;

import dev.edgeagent.lua.LuaException;
import dev.edgeagent.lua.LuaLimits;
import dev.edgeagent.lua.LuaScript;
import dev.edgeagent.lua.PythonCode;
import dev.edgeagent.workflow.Body;
import dev.edgeagent.workflow.Position;
import dev.edgeagent.workflow.Problems;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code run:} blocks of a workflow; errors in them are said of the line in the file. */
final class LuaBlocks {

  private static final Pattern RETURN = Pattern.compile("\\b(return|error)\\b");

  private final Map<Body.Lua, LuaScript> scripts = new ConcurrentHashMap<>();

  /** Finds blocks that are no Lua. */
  void check(Body.Lua lua, String what, Problems problems) {
    try {
      script(lua);
      if (!RETURN.matcher(lua.code()).find()) {
        problems.warn(
            lua.position(),
            what + ": this Lua returns nothing, so that the state stays as it is",
            "end it with 'return {key = value}'");
      }
    } catch (LuaException e) {
      int python =
          e.kind() == LuaException.Kind.SYNTAX ? PythonCode.firstLine(lua.code()).orElse(0) : 0;
      if (python > 0) {
        problems.error(
            at(lua, python),
            what + " is Python code, which tea does not run",
            "write it in Lua, as an expression ('run: {type: expression, value: ...}'), or as an"
                + " action of your own (--actions)");
      } else {
        problems.error(at(lua, e.line()), what + ": Lua: " + e.what(), e.fix());
      }
    }
  }

  /**
   * @param names what the script sees
   * @param print takes the lines that it prints
   * @return what it returns
   */
  @Nullable Object run(Body.Lua lua, Map<String, Object> names, Consumer<String> print)
      throws NodeException, InterruptedException {
    try {
      return script(lua).run(names, LuaLimits.STANDARD, print);
    } catch (LuaException e) {
      NodeException.Kind kind =
          e.kind() == LuaException.Kind.LIMIT ? NodeException.Kind.LIMIT : NodeException.Kind.LUA;
      throw new NodeException(at(lua, e.line()), kind, "Lua: " + e.what(), e.fix(), e);
    }
  }

  private LuaScript script(Body.Lua lua) throws LuaException {
    LuaScript script = scripts.get(lua);
    if (script == null) {
      script = LuaScript.compile(lua.code());
      scripts.put(lua, script);
    }
    return script;
  }

  /**
   * @param line within the code, from 1; 0 for none
   */
  private static Position at(Body.Lua lua, int line) {
    Position start = lua.position();
    return line <= 1 ? start : new Position(start.file(), start.line() + line - 1, 1);
  }
}
