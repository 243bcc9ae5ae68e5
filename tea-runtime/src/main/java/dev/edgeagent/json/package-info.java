/** JSON text to plain values and back. */
@NullMarked
package dev.edgeagent.json;

import org.jspecify.annotations.NullMarked;
