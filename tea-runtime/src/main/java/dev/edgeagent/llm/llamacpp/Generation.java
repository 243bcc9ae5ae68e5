package dev.edgeagent.llm.llamacpp;

import dev.edgeagent.llm.LlmResult.FinishReason;
import dev.edgeagent.llm.ModelException;

/**
 * One answer: the prompt is read, then one token chosen after the other, until something ends it.
 */
final class Generation {

  private final LlamaContext context;
  private final Vocabulary vocabulary;
  private final TokenSampler sampler;
  private final AnswerText text;
  private final boolean showsControls;
  private int read;
  private int made;
  private long start;
  private long promptDone;
  private long end;

  /**
   * @param context with room for the prompt and a token
   * @param showsControls whether control tokens are part of the text, as where a model asks for
   *     tools by them
   */
  Generation(
      LlamaContext context,
      Vocabulary vocabulary,
      TokenSampler sampler,
      AnswerText text,
      boolean showsControls) {
    this.context = context;
    this.vocabulary = vocabulary;
    this.sampler = sampler;
    this.text = text;
    this.showsControls = showsControls;
  }

  /**
   * Makes it; the text is complete afterwards.
   *
   * @param prompt at least one token
   * @param maxTokens at least one
   * @return why it ended
   */
  FinishReason run(int[] prompt, int maxTokens) throws ModelException, InterruptedException {
    start = System.nanoTime();
    read = context.read(prompt);
    promptDone = System.nanoTime();
    sampler.readPrompt(prompt);
    FinishReason reason = write(Math.min(maxTokens, context.capacity() - prompt.length));
    end = System.nanoTime();
    return reason;
  }

  private FinishReason write(int most) throws ModelException, InterruptedException {
    while (true) {
      int token = sampler.next(context.pointer());
      if (vocabulary.endsGeneration(token)) {
        return FinishReason.STOP;
      }
      made++;
      if (text.append(vocabulary.piece(token, showsControls))) {
        return FinishReason.STOP;
      }
      if (!text.isWanted()) {
        return FinishReason.CANCELLED;
      }
      if (made == most) {
        return FinishReason.LENGTH;
      }
      context.append(token);
    }
  }

  /** Tokens of the prompt that were not in the context already. */
  int read() {
    return read;
  }

  /** Tokens that were generated, without the one that ended the answer. */
  int made() {
    return made;
  }

  double promptMs() {
    return (promptDone - start) / 1e6;
  }

  double writingMs() {
    return (end - promptDone) / 1e6;
  }
}
