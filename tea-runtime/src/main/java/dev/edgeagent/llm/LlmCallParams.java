package dev.edgeagent.llm;

import java.util.List;

/**
 * What to generate from a prompt.
 *
 * @param maxTokens the most tokens to generate, at least 1
 * @param stop the text ends before the first of these strings
 * @param contextTokens the context to allocate; 0 for what the call needs
 * @param threads for computing; 0 for one on each physical core that the process may use
 */
public record LlmCallParams(
    Sampling sampling, int maxTokens, List<String> stop, int contextTokens, int threads) {

  public LlmCallParams {
    stop = List.copyOf(stop);
    if (maxTokens < 1) {
      throw new IllegalArgumentException("max_tokens must be 1 or more, got " + maxTokens);
    }
    if (stop.contains("")) {
      throw new IllegalArgumentException("stop must not contain an empty text");
    }
    if (contextTokens < 0) {
      throw new IllegalArgumentException(
          "n_ctx must be 0 (automatic) or more, got " + contextTokens);
    }
    int cpus = Runtime.getRuntime().availableProcessors();
    if (threads < 0 || threads > cpus) { // more would wait for each other, up to 1000 times as long
      throw new IllegalArgumentException(
          "n_threads must be from 0 (automatic) to "
              + cpus
              + ", the CPUs of this process, got "
              + threads);
    }
  }
}
