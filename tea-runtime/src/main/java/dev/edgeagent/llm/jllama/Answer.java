package dev.edgeagent.llm.jllama;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaIterator;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.LlamaOutput;
import dev.edgeagent.llm.LlmResult.FinishReason;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.StopText;

/**
 * An answer while the library makes it, on a thread of its own. It tells only texts, not tokens:
 * one text for each token, none for a token that leaves a character unfinished, and an empty one
 * for the token that ends the answer.
 */
final class Answer {

  /** As many tokens, at most, may wait for the end of a character. */
  private static final int UNFINISHED = 3;

  private final LlamaModel model;
  private final StopText text;
  private final int maxTokens;
  private FinishReason reason = FinishReason.LENGTH;
  private int tokens;
  private long firstNanos;

  /**
   * @param text where it goes, in whole
   * @param maxTokens after which the library ends it
   */
  Answer(LlamaModel model, StopText text, int maxTokens) {
    this.model = model;
    this.text = text;
    this.maxTokens = maxTokens;
  }

  /**
   * Has it made. Whoever is interrupted does not wait for the library: it notices with its next
   * token, and the next answer comes after that.
   *
   * @param reader the thread that waits for the library
   */
  void make(InferenceParameters parameters, Reader reader)
      throws ModelException, InterruptedException {
    LlamaIterator outputs;
    boolean isEnded = false;
    try {
      outputs = model.generate(parameters).iterator();
    } catch (RuntimeException e) { // de.kherud's own is not public
      throw Reader.failure(e);
    }
    try {
      isEnded = take(outputs, reader);
    } finally {
      if (!isEnded) {
        reader.afterwards(outputs::cancel);
      }
    }
  }

  /** Whether the library has ended it, rather than we. */
  private boolean take(LlamaIterator outputs, Reader reader)
      throws ModelException, InterruptedException {
    boolean isEmpty = false;
    while (true) {
      LlamaOutput output = reader.get(outputs::next);
      if (firstNanos == 0) {
        firstNanos = System.nanoTime();
      }
      if (!outputs.hasNext()) {
        judgeEnd(isEmpty);
        return true;
      }
      isEmpty = output.text.isEmpty();
      tokens += count(output.text);
      if (text.append(output.text)) {
        reason = FinishReason.STOP;
        return false;
      }
      if (!text.isWanted()) {
        reason = FinishReason.CANCELLED;
        return false;
      }
    }
  }

  private void judgeEnd(boolean isLastEmpty) {
    if (isLastEmpty) {
      reason = FinishReason.STOP;
      tokens--;
    } else if (tokens < maxTokens - UNFINISHED) {
      reason = FinishReason.STOP; // in the middle of a character
    } else {
      tokens = maxTokens;
    }
  }

  /** Letters beyond ASCII may be several tokens: as many as the tokenizer would make of them. */
  private int count(String piece) {
    return piece.chars().allMatch(c -> c < 0x80)
        ? 1
        : Math.max(1, model.encode("\n" + piece).length - model.encode("\n").length);
  }

  FinishReason reason() {
    return reason;
  }

  /** How many the model made, without the one that ended it. */
  int tokens() {
    return tokens;
  }

  /** {@link System#nanoTime} at the first token. */
  long firstNanos() {
    return firstNanos;
  }
}
