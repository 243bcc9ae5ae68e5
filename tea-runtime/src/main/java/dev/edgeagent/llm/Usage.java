package dev.edgeagent.llm;

/**
 * Tokens of one call, as the OpenAI API counts them.
 *
 * @param promptTokens of the prompt, template included
 * @param completionTokens that were generated, without the one that ended the answer
 */
public record Usage(int promptTokens, int completionTokens) {

  public int totalTokens() {
    return promptTokens + completionTokens;
  }
}
