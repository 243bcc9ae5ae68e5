package dev.edgeagent.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Scripts in one line, for tests. */
final class LuaRuns {

  private LuaRuns() {}

  static @Nullable Object run(String code, Map<String, ?> names) throws Exception {
    return LuaScript.compile(code).run(names, LuaLimits.STANDARD);
  }

  static @Nullable Object run(String code) throws Exception {
    return run(code, Map.of());
  }

  static LuaException failure(String code, Map<String, ?> names, LuaLimits limits) {
    LuaException failure =
        catchThrowableOfType(LuaException.class, () -> LuaScript.compile(code).run(names, limits));
    assertThat(failure).as(code).isNotNull();
    return failure;
  }

  static LuaException failure(String code) {
    return failure(code, Map.of(), LuaLimits.STANDARD);
  }

  /** Kind and message: what a caller shows. */
  static String message(LuaException failure) {
    return failure.kind() + " " + failure.getMessage();
  }
}
