/**
 * Language models: where they are, what their files say of themselves, what they are asked and what
 * they answer.
 */
@NullMarked
package dev.edgeagent.llm;

import org.jspecify.annotations.NullMarked;
