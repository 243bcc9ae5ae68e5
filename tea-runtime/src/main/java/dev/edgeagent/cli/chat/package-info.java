/** A conversation with a model, at a terminal or in a pipe. */
@NullMarked
package dev.edgeagent.cli.chat;

import org.jspecify.annotations.NullMarked;
