/** The bundled engine: llama.cpp 0.5.0 through {@code java.lang.foreign}. */
@NullMarked
package dev.edgeagent.llm.llamacpp;

import org.jspecify.annotations.NullMarked;
