package dev.edgeagent.lua;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * The functions of Lua 5.4's C API (lua.h, lauxlib.h) that tea uses, with their C names in Java's
 * spelling: only those that never raise a Lua error. Nothing is checked here: a wrong argument ends
 * the process. Pointers are plain {@code long}s, because the callbacks are too frequent for
 * objects.
 *
 * <p>All are called with six {@code long}s and return one, whatever C declares: on 64-bit systems
 * these are registers (or the caller's stack), of which a function reads those that it knows and
 * the half that it needs. Each shape of call that Java makes costs some 6 ms in a new process.
 */
@SuppressWarnings("restricted") // native code is what this package is for
final class LuaApi {

  /** {@code LUA_OK} and the statuses that are told apart. */
  static final int OK = 0;

  static final int ERRSYNTAX = 3;
  static final int ERRMEM = 4;

  /** The old size in {@code lua_Alloc} when a coroutine is made. */
  static final int TTHREAD = 8;

  private static final int TSTRING = 4;
  private static final int MASKCOUNT = 1 << 3;
  private static final FunctionDescriptor SIX_LONGS =
      FunctionDescriptor.of(
          JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

  private static @Nullable LuaApi loaded;

  private final SymbolLookup lua;
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
    this.lua = lua;
    SymbolLookup libc = Linker.nativeLinker().defaultLookup();
    newState = bind(lua, "lua_newstate");
    close = bind(lua, "lua_close");
    loadBuffer = bind(lua, "luaL_loadbufferx");
    pcall = bind(lua, "lua_pcallk");
    pushCClosure = bind(lua, "lua_pushcclosure");
    type = bind(lua, "lua_type");
    toLString = bind(lua, "lua_tolstring");
    setHook = bind(lua, "lua_sethook");
    getInfo = bind(lua, "lua_getinfo");
    realloc = bind(libc, "realloc");
    free = bind(libc, "free");
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
    return address(lua, name).address();
  }

  /** 0 if there is not enough memory. */
  long newState(long allocator, long userData) {
    return call(newState, allocator, userData, 0, 0, 0, 0);
  }

  void close(long state) {
    long unused = call(close, state, 0, 0, 0, 0, 0);
  }

  /** Pushes the compiled chunk or an error; only text is accepted, no bytecode. */
  int loadText(long state, MemorySegment text, long bytes, MemorySegment name, MemorySegment mode) {
    return (int) call(loadBuffer, state, text.address(), bytes, name.address(), mode.address(), 0);
  }

  /** Without a message handler and a continuation. */
  int pcall(long state, int arguments, int results) {
    return (int) call(pcall, state, arguments, results, 0, 0, 0);
  }

  void pushFunction(long state, long function) {
    long unused = call(pushCClosure, state, function, 0, 0, 0, 0);
  }

  /**
   * The bytes of a string on the stack; none of any other value (C would convert a number, for
   * which it needs memory, whose want is an error).
   *
   * @param length eight bytes for C's use
   */
  byte[] string(long state, int index, MemorySegment length) {
    if ((int) call(type, state, index, 0, 0, 0, 0) != TSTRING) {
      return new byte[0];
    }
    long text = call(toLString, state, index, length.address(), 0, 0, 0);
    return MemorySegment.ofAddress(text).reinterpret(length.get(JAVA_LONG, 0)).toArray(JAVA_BYTE);
  }

  /** Lets a function be called after so many instructions, again and again. */
  void setHook(long state, long hook, int instructions) {
    long unused = call(setHook, state, hook, MASKCOUNT, instructions, 0, 0);
  }

  /** Fills a {@code lua_Debug}, of which a hook has the address. */
  void getInfo(long state, MemorySegment what, long debug) {
    long unused = call(getInfo, state, what.address(), debug, 0, 0, 0);
  }

  long realloc(long block, long bytes) {
    return call(realloc, block, bytes, 0, 0, 0, 0);
  }

  void free(long block) {
    long unused = call(free, block, 0, 0, 0, 0, 0);
  }

  private static long call(MethodHandle function, long a, long b, long c, long d, long e, long f) {
    try {
      return (long) function.invokeExact(a, b, c, d, e, f);
    } catch (Error thrown) {
      throw thrown;
    } catch (Throwable thrown) {
      // A native call throws nothing that is declared: whatever comes is a bug of the binding.
      throw new IllegalStateException("native call failed", thrown);
    }
  }

  private static MethodHandle bind(SymbolLookup library, String name) {
    return Linker.nativeLinker().downcallHandle(address(library, name), SIX_LONGS);
  }

  private static MemorySegment address(SymbolLookup library, String name) {
    return library
        .find(name)
        .orElseThrow(() -> new IllegalStateException("there is no native function " + name));
  }
}
