/** Writing files. Knows nothing of what is in them. */
@NullMarked
package dev.edgeagent.file;

import org.jspecify.annotations.NullMarked;
