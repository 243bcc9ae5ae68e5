package dev.edgeagent.llm.api;

import dev.edgeagent.llm.LlmResult.Timings;
import dev.edgeagent.llm.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Tokens as the server counts them, and times as it measures them (llama-server does), else as they
 * pass here while the answer streams. What nobody has measured stays unknown.
 */
final class ServerMeasures {

  private final long start = System.nanoTime();
  private @Nullable Fields usage;
  private @Nullable Fields timings;
  private long firstToken;
  private long lastToken;
  private int pieces;

  void accept(Fields object) {
    usage = object.has("usage") ? object.object("usage") : usage;
    timings = object.has("timings") ? object.object("timings") : timings;
  }

  /** Some of the answer is here. */
  void markToken() {
    lastToken = System.nanoTime();
    firstToken = pieces++ == 0 ? lastToken : firstToken;
  }

  /** 0 and 0 if the server does not count. */
  Usage usage() {
    return usage == null
        ? new Usage(0, 0)
        : new Usage(usage.count("prompt_tokens"), usage.count("completion_tokens"));
  }

  /** Of the server; else the time to the first piece, and from there to the last one. */
  Timings timings() {
    if (timings != null) {
      return new Timings(
          null,
          timings.number("prompt_ms"),
          timings.count("prompt_n"),
          timings.number("predicted_ms"),
          timings.count("predicted_n"));
    }
    if (usage == null || pieces < 2) { // one piece tells nothing of how long which part took
      return Timings.UNKNOWN;
    }
    int cached = usage.object("prompt_tokens_details").count("cached_tokens");
    return new Timings(
        null,
        (firstToken - start) / 1e6,
        Math.max(0, usage.count("prompt_tokens") - cached),
        (lastToken - firstToken) / 1e6,
        usage.count("completion_tokens"));
  }
}
