package dev.edgeagent.lua;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Collections;
import java.util.List;

/**
 * The two functions that C calls, made once for the process. An exception that left them would end
 * the process, and a Lua error would jump over their frames: so they always return.
 */
@SuppressWarnings("restricted") // native code is what this package is for
final class LuaCallbacks {

  /** C's {@code lua_Alloc}. */
  static final long ALLOCATE = stub("allocate", 4, long.class);

  /** C's {@code lua_Hook}. */
  static final long COUNT = stub("count", 2, void.class);

  private LuaCallbacks() {}

  @SuppressWarnings("unused") // bound by name
  private static long allocate(long userData, long block, long oldSize, long newSize) {
    try {
      return LuaThread.currentBudget().allocate(block, oldSize, newSize);
    } catch (Throwable t) {
      return 0; // to Lua: not enough memory
    }
  }

  @SuppressWarnings("unused") // bound by name
  private static void count(long state, long debug) {
    LuaBudget budget = LuaThread.currentBudget();
    try {
      budget.count(state, debug);
    } catch (Throwable t) {
      budget.stop();
    }
  }

  private static long stub(String name, int arguments, Class<?> result) {
    List<Class<?>> types = Collections.nCopies(arguments, long.class);
    MemoryLayout[] layouts = Collections.nCopies(arguments, JAVA_LONG).toArray(MemoryLayout[]::new);
    FunctionDescriptor c =
        result == void.class
            ? FunctionDescriptor.ofVoid(layouts)
            : FunctionDescriptor.of(JAVA_LONG, layouts);
    try {
      MethodHandle target =
          MethodHandles.lookup()
              .findStatic(LuaCallbacks.class, name, MethodType.methodType(result, types));
      return Linker.nativeLinker().upcallStub(target, c, Arena.global()).address();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
