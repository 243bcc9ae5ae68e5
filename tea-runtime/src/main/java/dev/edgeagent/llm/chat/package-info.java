/** How models write conversations: their templates, and how they ask for tools. */
@NullMarked
package dev.edgeagent.llm.chat;

import org.jspecify.annotations.NullMarked;
