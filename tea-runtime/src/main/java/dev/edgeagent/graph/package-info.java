/** Checked graphs of nodes, and running them. Knows everything below it but how a model works. */
@NullMarked
package dev.edgeagent.graph;

import org.jspecify.annotations.NullMarked;
