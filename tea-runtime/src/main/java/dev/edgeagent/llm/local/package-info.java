/**
 * What both local engines do alike: contexts planned by need and memory, what models are made for.
 */
@NullMarked
package dev.edgeagent.llm.local;

import org.jspecify.annotations.NullMarked;
