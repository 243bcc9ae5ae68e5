package dev.edgeagent.llm;

import java.util.List;

/** A model that answers. Calls from several threads are answered one after the other. */
public interface LlmBackend extends AutoCloseable {

  /** How the model's makers would sample; the seed has no meaning. */
  Sampling defaultSampling();

  /**
   * Continues a text as it stands.
   *
   * @throws ModelException if the prompt does not fit the model's context, or the model fails
   */
  LlmResult complete(String prompt, LlmCallParams params) throws ModelException;

  /**
   * Answers a conversation, in the model's own chat format.
   *
   * @param messages at least one
   * @throws ModelException if the model has no chat format, the conversation does not fit its
   *     context, or the model fails
   */
  LlmResult chat(List<ChatMessage> messages, LlmCallParams params) throws ModelException;

  @Override
  void close();
}
