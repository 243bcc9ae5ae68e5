/** An HTTP server that answers as the OpenAI API does, from a model of this process. */
@NullMarked
package dev.edgeagent.server;

import org.jspecify.annotations.NullMarked;
