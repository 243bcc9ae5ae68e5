package dev.edgeagent.llm.api;

import dev.edgeagent.llm.ApiSettings;
import dev.edgeagent.llm.ModelException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Finds the endpoint that settings and environment name. Settings win. A provider that nobody names
 * is Ollama with {@code OLLAMA_API_BASE}, else Azure with its key and endpoint, else OpenAI with
 * its key; an {@code api_base} in the settings is a server that speaks as OpenAI does, unless it is
 * the one that the environment calls Ollama's or Azure's.
 */
final class Endpoints {

  private static final String OPENAI = "https://api.openai.com/v1";
  private static final String OLLAMA = "http://localhost:11434/v1";
  private static final String DEFAULT_MODEL = "gpt-4o-mini";
  private static final String DEFAULT_EMBEDDING_MODEL = "text-embedding-3-small";
  private static final String DEFAULT_AZURE_VERSION = "2024-10-21";

  private final Map<String, String> environment;

  Endpoints(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Empty if nothing says where to ask. */
  Optional<Endpoint> find(ApiSettings settings) throws ModelException {
    Provider provider = provider(settings);
    if (provider == null) {
      return Optional.empty();
    }
    Endpoint endpoint =
        switch (provider) {
          case OPENAI -> openAi(settings);
          case AZURE -> azure(settings);
          case OLLAMA -> ollama(settings);
        };
    requireSecret(endpoint);
    return Optional.of(endpoint);
  }

  private @Nullable Provider provider(ApiSettings settings) throws ModelException {
    String named = settings.provider();
    if (named != null && !named.equals("auto")) {
      return named.equals("local") ? null : Provider.valueOf(named.toUpperCase(Locale.ROOT));
    }
    Address base = given("api_base", settings.base());
    if (base != null) {
      return settings.deployment() != null || base.isServerOf(variable("AZURE_OPENAI_ENDPOINT"))
          ? Provider.AZURE
          : base.isServerOf(variable("OLLAMA_API_BASE")) ? Provider.OLLAMA : Provider.OPENAI;
    }
    if (variable("OLLAMA_API_BASE") != null) {
      return Provider.OLLAMA;
    }
    if (value("AZURE_OPENAI_API_KEY") != null && value("AZURE_OPENAI_ENDPOINT") != null) {
      return Provider.AZURE;
    }
    boolean isOpenAi =
        settings.key() != null || value("OPENAI_API_KEY") != null || openAiVariable() != null;
    return isOpenAi ? Provider.OPENAI : null;
  }

  private Endpoint openAi(ApiSettings settings) throws ModelException {
    Address base = first(given("api_base", settings.base()), openAiVariable());
    HttpUrl url = base == null ? HttpUrl.get(OPENAI) : base.url();
    ApiKey key = key(settings, "OPENAI_API_KEY");
    if (!Endpoint.isOpenAi(url)) {
      String model = requiredModel(settings, url);
      return new Endpoint(Provider.OPENAI, url, key, model, model);
    }
    if (key == null) {
      throw new ModelException(
          "OpenAI's API needs a key, and OPENAI_API_KEY is not set",
          "set OPENAI_API_KEY, or settings.llm.api_base for another server");
    }
    String model = settings.model();
    return new Endpoint(
        Provider.OPENAI,
        url,
        key,
        model == null ? DEFAULT_MODEL : model,
        model == null ? DEFAULT_EMBEDDING_MODEL : model);
  }

  private Endpoint ollama(ApiSettings settings) throws ModelException {
    Address base = first(given("api_base", settings.base()), variable("OLLAMA_API_BASE"));
    HttpUrl url = base == null ? HttpUrl.get(OLLAMA) : base.url();
    if (url.encodedPath().equals("/")) {
      url = url.newBuilder().encodedPath("/v1").build();
    }
    String model = requiredModel(settings, url);
    return new Endpoint(Provider.OLLAMA, url, ApiKey.of(settings.key(), "api_key"), model, model);
  }

  private Endpoint azure(ApiSettings settings) throws ModelException {
    Address base = first(given("api_base", settings.base()), variable("AZURE_OPENAI_ENDPOINT"));
    if (base == null) {
      throw new ModelException(
          "provider 'azure' needs an address, and AZURE_OPENAI_ENDPOINT is not set",
          "set it to https://NAME.openai.azure.com, or settings.llm.api_base");
    }
    ApiKey key = key(settings, "AZURE_OPENAI_API_KEY");
    if (key == null) {
      throw new ModelException(
          "provider 'azure' needs a key, and AZURE_OPENAI_API_KEY is not set",
          "set AZURE_OPENAI_API_KEY");
    }
    String deployment =
        first(settings.deployment(), first(value("AZURE_OPENAI_DEPLOYMENT"), settings.model()));
    if (deployment == null) {
      throw new ModelException(
          "the API at " + Endpoint.shown(base.url()) + " needs to know which deployment to ask",
          "set settings.llm.deployment, or AZURE_OPENAI_DEPLOYMENT");
    }
    String version = first(settings.version(), value("OPENAI_API_VERSION"));
    HttpUrl url =
        base.url()
            .newBuilder()
            .encodedPath(base.url().encodedPath().replaceFirst("/openai$", "/"))
            .addPathSegments("openai/deployments")
            .addPathSegment(deployment)
            .setQueryParameter("api-version", version == null ? DEFAULT_AZURE_VERSION : version)
            .build();
    return new Endpoint(Provider.AZURE, url, key, deployment, deployment);
  }

  /** What is sent in clear, others can read. */
  private static void requireSecret(Endpoint endpoint) throws ModelException {
    ApiKey key = endpoint.key();
    if (key != null && !endpoint.base().isHttps() && !Endpoint.isLoopback(endpoint.base().host())) {
      throw new ModelException(
          "the key in " + key.source() + " would go to " + endpoint.shown() + " without encryption",
          "use https://; if the server needs no key, set settings.llm.api_key to \"\"");
    }
  }

  private static String requiredModel(ApiSettings settings, HttpUrl url) throws ModelException {
    String model = settings.model();
    if (model == null || model.isBlank()) {
      throw new ModelException(
          "the API at " + Endpoint.shown(url) + " needs to know which model to ask",
          "set settings.llm.model, or give --model to tea chat and tea embed");
    }
    return model;
  }

  private @Nullable ApiKey key(ApiSettings settings, String variable) throws ModelException {
    return settings.key() == null
        ? ApiKey.of(value(variable), variable)
        : ApiKey.of(settings.key(), "api_key");
  }

  private @Nullable Address openAiVariable() throws ModelException {
    return first(variable("OPENAI_API_BASE"), variable("OPENAI_BASE_URL"));
  }

  private @Nullable Address variable(String name) throws ModelException {
    return given(name, value(name));
  }

  private static @Nullable Address given(String source, @Nullable String text)
      throws ModelException {
    return text == null || text.isBlank() ? null : Address.of(source, text);
  }

  private @Nullable String value(String variable) {
    String value = environment.get(variable);
    return value == null || value.isBlank() ? null : value.strip();
  }

  private static <T> @Nullable T first(@Nullable T one, @Nullable T other) {
    return one != null ? one : other;
  }
}
