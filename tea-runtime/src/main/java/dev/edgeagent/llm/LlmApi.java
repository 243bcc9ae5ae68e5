package dev.edgeagent.llm;

import java.util.Optional;

/** What answers over the network. */
public interface LlmApi {

  /**
   * What is configured: by the workflow's settings, or by the environment.
   *
   * @return its {@code toString} says where it asks, without secrets; empty if nothing says where
   *     to ask
   * @throws ModelException if what they say cannot be right
   */
  Optional<LlmBackend> open(ApiSettings settings) throws ModelException;

  /** What a user sets to configure it, for messages. */
  String howToConfigure();
}
