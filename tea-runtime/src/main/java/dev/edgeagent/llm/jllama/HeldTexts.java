package dev.edgeagent.llm.jllama;

import de.kherud.llama.LlamaModel;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What each context has read last. The library does not read the beginning of a text again that it
 * holds already, and does not tell how much that was.
 */
final class HeldTexts {

  private final Map<LlamaModel, String> texts = new HashMap<>();

  /**
   * A prompt that is going to be read.
   *
   * @param promptTokens its length
   * @return how many of its first tokens need not be read, for an answer that the model wrote as
   *     its tokenizer would
   */
  int begin(LlamaModel model, String prompt, int promptTokens) {
    String before = texts.put(model, prompt);
    if (before == null) {
      return 0;
    }
    int[] old = model.encode(before);
    int[] wanted = model.encode(prompt);
    int common = Arrays.mismatch(old, wanted);
    int bos = promptTokens - wanted.length;
    return Math.min(bos + (common < 0 ? wanted.length : common), promptTokens - 1);
  }

  /**
   * @param text the prompt and what was answered
   */
  void end(LlamaModel model, String text) {
    texts.put(model, text);
  }
}
