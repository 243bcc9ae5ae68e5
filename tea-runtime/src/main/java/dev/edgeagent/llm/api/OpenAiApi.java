package dev.edgeagent.llm.api;

import dev.edgeagent.llm.ApiSettings;
import dev.edgeagent.llm.LlmApi;
import dev.edgeagent.llm.LlmBackend;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** OpenAI-compatible APIs, found by settings or by the environment's variables. */
public final class OpenAiApi implements LlmApi {

  /**
   * @param environment the process's variables
   * @param warn takes one line for the user
   */
  public OpenAiApi(Map<String, String> environment, Consumer<String> warn) {}

  @Override
  public Optional<LlmBackend> open(ApiSettings settings) {
    return Optional.empty();
  }

  @Override
  public String howToConfigure() {
    return "set OPENAI_API_KEY, OLLAMA_API_BASE, or settings.llm.api_base";
  }
}
