/**
 * The {@code tea} command: command lines, help, messages, exit codes. The only package that knows
 * the process's streams.
 */
@NullMarked
package dev.edgeagent.cli;

import org.jspecify.annotations.NullMarked;
