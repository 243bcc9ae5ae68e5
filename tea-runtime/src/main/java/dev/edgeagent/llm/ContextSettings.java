package dev.edgeagent.llm;

import org.jspecify.annotations.Nullable;

/**
 * How a local model computes; an API is not told any of it.
 *
 * @param tokens the context to allocate ({@code n_ctx}); 0 for what the call needs
 * @param threads for computing ({@code n_threads}); 0 for one on each physical core that the
 *     process may use
 * @param batchTokens read at a time ({@code n_batch}); 0 for the engine's own
 * @param kvType the precision of the KV cache
 * @param chatTemplate a Jinja template in place of the model's own ({@code chat_template}), or the
 *     name of a family; null for the model's own
 */
public record ContextSettings(
    int tokens, int threads, int batchTokens, KvType kvType, @Nullable String chatTemplate) {

  /** All of it the engine's choice. */
  public static final ContextSettings AUTO = new ContextSettings(0, 0, 0, KvType.F16, null);

  public ContextSettings {
    if (tokens < 0) {
      throw new IllegalArgumentException("n_ctx must be 0 (automatic) or more, got " + tokens);
    }
    int cpus = Runtime.getRuntime().availableProcessors();
    if (threads < 0 || threads > cpus) { // more would wait for each other, up to 1000 times as long
      throw new IllegalArgumentException(
          "n_threads must be from 0 (automatic) to "
              + cpus
              + ", the CPUs of this process, got "
              + threads);
    }
    if (batchTokens != 0 && (batchTokens < 32 || batchTokens > 4096)) {
      throw new IllegalArgumentException(
          "n_batch must be 0 (automatic) or from 32 to 4096, got " + batchTokens);
    }
  }

  /** The same with a context of so many tokens. */
  public ContextSettings withTokens(int count) {
    return new ContextSettings(count, threads, batchTokens, kvType, chatTemplate);
  }
}
