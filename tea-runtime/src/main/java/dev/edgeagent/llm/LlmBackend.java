package dev.edgeagent.llm;

import java.util.List;
import java.util.function.Consumer;

/**
 * A model that answers. Those of {@link LocalModels} take calls from threads of any kind and answer
 * them one after the other, in order of arrival.
 *
 * <p>A call ends soon after its thread is interrupted, at the latest with the next token, and
 * leaves nothing behind that would change the next answer. A backend that is closed meanwhile ends
 * its calls in the same way, so that both throw {@link InterruptedException}.
 */
public interface LlmBackend extends AutoCloseable {

  /** How the model's makers would sample; the seed has no meaning. */
  Sampling defaultSampling();

  /**
   * Continues a text as it stands.
   *
   * @param listener takes the answer while it is made, in pieces of one character or more that
   *     together are the result's content; the model waits for it, on whatever thread that calls
   *     it, and what it throws ends the call
   * @throws ModelException if the prompt does not fit the model's context, or the model fails
   */
  LlmResult complete(String prompt, LlmCallParams params, Consumer<String> listener)
      throws ModelException, InterruptedException;

  /**
   * Answers a conversation, in the model's own chat format.
   *
   * @param messages at least one
   * @param listener as in {@link #complete(String, LlmCallParams, Consumer)}
   * @throws ModelException if the model has no chat format, the conversation does not fit its
   *     context, or the model fails
   */
  LlmResult chat(List<ChatMessage> messages, LlmCallParams params, Consumer<String> listener)
      throws ModelException, InterruptedException;

  /** Continues a text for those who want the whole answer. */
  default LlmResult complete(String prompt, LlmCallParams params)
      throws ModelException, InterruptedException {
    return complete(prompt, params, _ -> {});
  }

  /** Answers a conversation for those who want the whole answer. */
  default LlmResult chat(List<ChatMessage> messages, LlmCallParams params)
      throws ModelException, InterruptedException {
    return chat(messages, params, _ -> {});
  }

  @Override
  void close();
}
