/**
 * What an answer may look like: grammars in llama.cpp's notation (GBNF), checked before llama.cpp
 * sees them, and made from JSON Schemas.
 */
@NullMarked
package dev.edgeagent.llm.grammar;

import org.jspecify.annotations.NullMarked;
