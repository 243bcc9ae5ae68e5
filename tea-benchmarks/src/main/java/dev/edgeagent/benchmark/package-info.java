/**
 * What the engine itself costs: reading, checking and running workflows whose actions do nothing.
 */
@NullMarked
package dev.edgeagent.benchmark;

import org.jspecify.annotations.NullMarked;
