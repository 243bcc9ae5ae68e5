/** Models behind an OpenAI-compatible API: OpenAI, Azure, Ollama, and servers of one's own. */
@NullMarked
package dev.edgeagent.llm.api;

import org.jspecify.annotations.NullMarked;
