package dev.edgeagent.llm.api;

import dev.edgeagent.llm.ApiSettings;
import dev.edgeagent.llm.LlmApi;
import dev.edgeagent.llm.LlmBackend;
import dev.edgeagent.llm.ModelException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI-compatible APIs, found by settings or by the environment's variables. The same settings
 * give the same backend. Nothing of HTTP is loaded before one is opened.
 */
public final class OpenAiApi implements LlmApi {

  private final Map<String, String> environment;
  private final Consumer<String> warn;
  private final @Nullable Retries retries;
  private final Map<ApiSettings, ApiBackend> backends = new HashMap<>();
  private @Nullable ApiClient client;

  /**
   * @param environment the process's variables
   * @param warn takes one line for the user
   */
  public OpenAiApi(Map<String, String> environment, Consumer<String> warn) {
    this(environment, warn, null);
  }

  OpenAiApi(Map<String, String> environment, Consumer<String> warn, @Nullable Retries retries) {
    this.environment = environment;
    this.warn = warn;
    this.retries = retries;
  }

  @Override
  public synchronized Optional<LlmBackend> open(ApiSettings settings) throws ModelException {
    ApiBackend known = backends.get(settings);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Endpoint> endpoint = new Endpoints(environment).find(settings);
    if (endpoint.isEmpty()) {
      return Optional.empty();
    }
    if (client == null) {
      client = new ApiClient(EnvironmentProxy.of(environment));
    }
    var backend =
        new ApiBackend(
            new ApiServer(endpoint.get(), client, settings.timeout()),
            retries == null ? Retries.inRealTime(warn) : retries,
            settings.maxRetries(),
            warn);
    backends.put(settings, backend);
    return Optional.of(backend);
  }

  @Override
  public String howToConfigure() {
    return "set OPENAI_API_KEY, or AZURE_OPENAI_API_KEY and AZURE_OPENAI_ENDPOINT, or"
        + " OLLAMA_API_BASE; or settings.llm.api_base for another server";
  }
}
