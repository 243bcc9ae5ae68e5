/**
 * The portable engine: de.kherud:llama, for systems that llama.cpp's libraries are not there for.
 */
@NullMarked
package dev.edgeagent.llm.jllama;

import org.jspecify.annotations.NullMarked;
