/**
 * Lua 5.4 for the {@code run:} blocks of workflows: {@link dev.edgeagent.lua.LuaScript}.
 *
 * <p>The official C implementation, called through {@code java.lang.foreign}. Lua reports errors
 * with {@code longjmp}, which must not cross a Java frame, so this package keeps three rules:
 *
 * <ul>
 *   <li>Java calls only functions of {@code lua.h} that cannot raise an error (the manual marks
 *       them {@code -}, or they are protected: {@code lua_pcallk}, {@code luaL_loadbufferx}).
 *       Whatever could raise one is done by Lua itself, in {@code prelude.lua}: opening the
 *       libraries, building the values, reading the result. Values travel as one string.
 *   <li>C calls Java for two things only, memory and the count of instructions; both return
 *       normally. To end a script, the hook's function is replaced by C's own {@code lua_error}.
 *   <li>Each run has its own state and its own thread, which the two callbacks know it by.
 * </ul>
 */
@NullMarked
package dev.edgeagent.lua;

import org.jspecify.annotations.NullMarked;
