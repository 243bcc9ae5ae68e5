/** {@code run:} blocks: Lua in a sandbox. */
@NullMarked
package dev.edgeagent.lua;

import org.jspecify.annotations.NullMarked;
