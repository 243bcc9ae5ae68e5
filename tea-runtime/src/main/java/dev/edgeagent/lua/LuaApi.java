package dev.edgeagent.lua;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * The functions of Lua 5.4's C API (lua.h, lauxlib.h) that tea uses, with their C names in Java's
 * spelling: only those that never raise a Lua error. Nothing is checked here: a wrong argument ends
 * the process. Pointers are plain {@code long}s, because the two callbacks are too frequent for
 * objects.
 */
@SuppressWarnings("restricted") // native code is what this package is for
final class LuaApi {

  /** {@code LUA_OK} and the statuses that are told apart. */
  static final int OK = 0;

  static final int ERRSYNTAX = 3;
  static final int ERRMEM = 4;

  /** {@code LUA_MASKCOUNT}: the hook is called after so many instructions. */
  static final int MASKCOUNT = 1 << 3;

  /** Set in {@code lua_Alloc}'s old size when a coroutine is made. */
  static final int TTHREAD = 8;

  static final int TSTRING = 4;

  private static @Nullable LuaApi loaded;

  private final SymbolLookup symbols;
  private final MethodHandle newState;
  private final MethodHandle close;
  private final MethodHandle loadBuffer;
  private final MethodHandle pcall;
  private final MethodHandle pushCClosure;
  private final MethodHandle type;
  private final MethodHandle toLString;
  private final MethodHandle setHook;
  private final MethodHandle getInfo;
  private final MethodHandle realloc;
  private final MethodHandle free;

  /** C's {@code lua_error}, which is the hook of a script that must end. */
  final long luaError;

  private LuaApi(SymbolLookup lua) {
    Linker linker = Linker.nativeLinker();
    symbols = lua;
    newState = bind(linker, lua, "lua_newstate", JAVA_LONG, JAVA_LONG, JAVA_LONG);
    close = bindVoid(linker, lua, "lua_close", JAVA_LONG);
    loadBuffer =
        bind(
            linker,
            lua,
            "luaL_loadbufferx",
            JAVA_INT,
            JAVA_LONG,
            JAVA_LONG,
            JAVA_LONG,
            JAVA_LONG,
            JAVA_LONG);
    pcall =
        bind(
            linker,
            lua,
            "lua_pcallk",
            JAVA_INT,
            JAVA_LONG,
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            JAVA_LONG,
            JAVA_LONG);
    pushCClosure = bindVoid(linker, lua, "lua_pushcclosure", JAVA_LONG, JAVA_LONG, JAVA_INT);
    type = bind(linker, lua, "lua_type", JAVA_INT, JAVA_LONG, JAVA_INT);
    toLString = bind(linker, lua, "lua_tolstring", JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG);
    setHook = bindVoid(linker, lua, "lua_sethook", JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT);
    getInfo = bind(linker, lua, "lua_getinfo", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    SymbolLookup libc = linker.defaultLookup();
    realloc = bind(linker, libc, "realloc", JAVA_LONG, JAVA_LONG, JAVA_LONG);
    free = bindVoid(linker, libc, "free", JAVA_LONG);
    luaError = function("lua_error");
  }

  /** Lua's library, loaded into this process at the first call. */
  static synchronized LuaApi load() throws LuaException {
    LuaApi api = loaded;
    if (api == null) {
      api = new LuaApi(NativeLibrary.load());
      loaded = api;
    }
    return api;
  }

  /** The address of a function of the library. */
  long function(String name) {
    return address(symbols, name).address();
  }

  /** 0 if there is not enough memory. */
  long newState(long allocator, long userData) {
    try {
      return (long) newState.invokeExact(allocator, userData);
    } catch (Throwable t) {
      throw bug(t);
    }
  }

  void close(long state) {
    try {
      close.invokeExact(state);
    } catch (Throwable t) {
      throw bug(t);
    }
  }

  /** Pushes the compiled chunk or an error; only text is accepted, no bytecode. */
  int loadText(long state, MemorySegment text, long bytes, MemorySegment name, MemorySegment mode) {
    try {
      return (int)
          loadBuffer.invokeExact(state, text.address(), bytes, name.address(), mode.address());
    } catch (Throwable t) {
      throw bug(t);
    }
  }

  int pcall(long state, int arguments, int results) {
    try {
      return (int) pcall.invokeExact(state, arguments, results, 0, 0L, 0L);
    } catch (Throwable t) {
      throw bug(t);
    }
  }

  void pushFunction(long state, long function) {
    try {
      pushCClosure.invokeExact(state, function, 0);
    } catch (Throwable t) {
      throw bug(t);
    }
  }

  /**
   * The bytes of a string on the stack; none of any other value (C would convert a number, for
   * which it needs memory, whose want is an error).
   */
  byte[] string(long state, int index, MemorySegment length) {
    try {
      if ((int) type.invokeExact(state, index) != TSTRING) {
        return new byte[0];
      }
      long text = (long) toLString.invokeExact(state, index, length.address());
      return MemorySegment.ofAddress(text)
          .reinterpret(length.get(JAVA_LONG, 0))
          .toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
    } catch (Throwable t) {
      throw bug(t);
    }
  }

  void setHook(long state, long hook, int instructions) {
    try {
      setHook.invokeExact(state, hook, MASKCOUNT, instructions);
    } catch (Throwable t) {
      throw bug(t);
    }
  }

  /** Fills a {@code lua_Debug}, of which a hook has the address. */
  void getInfo(long state, MemorySegment what, long debug) {
    try {
      int ignored = (int) getInfo.invokeExact(state, what.address(), debug);
    } catch (Throwable t) {
      throw bug(t);
    }
  }

  long realloc(long block, long bytes) {
    try {
      return (long) realloc.invokeExact(block, bytes);
    } catch (Throwable t) {
      throw bug(t);
    }
  }

  void free(long block) {
    try {
      free.invokeExact(block);
    } catch (Throwable t) {
      throw bug(t);
    }
  }

  private static MethodHandle bind(
      Linker linker,
      SymbolLookup symbols,
      String name,
      MemoryLayout result,
      MemoryLayout... arguments) {
    return linker.downcallHandle(address(symbols, name), FunctionDescriptor.of(result, arguments));
  }

  private static MethodHandle bindVoid(
      Linker linker, SymbolLookup symbols, String name, MemoryLayout... arguments) {
    return linker.downcallHandle(address(symbols, name), FunctionDescriptor.ofVoid(arguments));
  }

  private static MemorySegment address(SymbolLookup symbols, String name) {
    return symbols
        .find(name)
        .orElseThrow(() -> new IllegalStateException("Lua's library has no function " + name));
  }

  /** A native call throws nothing that is declared: whatever comes is a bug of the binding. */
  private static RuntimeException bug(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return new IllegalStateException("native call failed", thrown);
  }
}
