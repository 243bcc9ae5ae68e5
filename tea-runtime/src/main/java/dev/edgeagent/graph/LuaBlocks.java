package dev.edgeagent.graph;

import dev.edgeagent.workflow.Body;
import dev.edgeagent.workflow.Problems;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code run:} blocks of a workflow; errors in them are said of the line in the file. */
final class LuaBlocks {

  private LuaBlocks() {}

  static void check(Body.Lua lua, String what, Problems problems) {
    problems.error(lua.position(), what + ": Lua is not there yet", "wait");
  }

  @SuppressWarnings("DoNotCallSuggester")
  static @Nullable Object run(Body.Lua lua, Map<String, Object> names) throws NodeException {
    throw new NodeException(
        lua.position(), NodeException.Kind.LUA, "Lua is not there yet", "wait", null);
  }
}
