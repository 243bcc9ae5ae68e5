package dev.edgeagent.llm;

import java.util.List;

/**
 * A model that answers. Those of {@link LocalModels} take calls from threads of any kind and answer
 * them one after the other, in order of arrival.
 *
 * <p>A call ends soon after its thread is interrupted, at the latest with the next token, and
 * leaves nothing behind that would change the next answer. A backend that is closed meanwhile ends
 * its calls in the same way, so that both throw {@link InterruptedException}.
 */
public interface LlmBackend extends AutoCloseable {

  /** The model's file name without {@code .gguf}, or what the API calls it. */
  String model();

  /**
   * Continues a text as it stands.
   *
   * @param listener is told on whatever thread that calls it; the model waits for it, and what it
   *     throws ends the call
   * @throws ModelException if the prompt does not fit the model's context, the grammar or schema is
   *     wrong, the model or the network fails
   */
  LlmResult complete(String prompt, LlmCallParams params, AnswerListener listener)
      throws ModelException, InterruptedException;

  /**
   * Answers a conversation, in the model's own chat format.
   *
   * @param messages at least one
   * @param listener as in {@link #complete(String, LlmCallParams, AnswerListener)}; of an answer
   *     that asks for tools it hears the text only
   * @throws ModelException as there, and if the model has no chat format
   */
  LlmResult chat(List<ChatMessage> messages, LlmCallParams params, AnswerListener listener)
      throws ModelException, InterruptedException;

  /**
   * What the model makes of each of the texts.
   *
   * @param texts at least one
   * @param context how a local model computes
   * @return a vector of length 1 for each text, in their order
   * @throws ModelException if a text does not fit the model's context, or the model cannot do it
   */
  EmbedResult embed(List<String> texts, ContextSettings context)
      throws ModelException, InterruptedException;

  /** Continues a text for those who want the whole answer. */
  default LlmResult complete(String prompt, LlmCallParams params)
      throws ModelException, InterruptedException {
    return complete(prompt, params, AnswerListener.NONE);
  }

  /** Answers a conversation for those who want the whole answer. */
  default LlmResult chat(List<ChatMessage> messages, LlmCallParams params)
      throws ModelException, InterruptedException {
    return chat(messages, params, AnswerListener.NONE);
  }

  @Override
  void close();
}
