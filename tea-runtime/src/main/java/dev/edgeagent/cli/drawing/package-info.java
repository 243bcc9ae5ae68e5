/** What a workflow looks like: one model of its nodes and ways, and the formats that show it. */
@NullMarked
package dev.edgeagent.cli.drawing;

import org.jspecify.annotations.NullMarked;
