package dev.edgeagent.llm;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a workflow says of an API; null for what it leaves to the environment.
 *
 * @param provider {@code openai}, {@code azure}, {@code ollama}, or {@code auto}
 * @param base the address in front of {@code /chat/completions} ({@code api_base})
 * @param key the key ({@code api_key}); never shown
 * @param model what the API calls the model ({@code model})
 * @param deployment Azure's name for it ({@code deployment})
 * @param version Azure's {@code api_version}
 * @param timeout for a whole call, its retries not included
 * @param maxRetries how often a call that failed for a passing reason is tried again
 */
public record ApiSettings(
    @Nullable String provider,
    @Nullable String base,
    @Nullable String key,
    @Nullable String model,
    @Nullable String deployment,
    @Nullable String version,
    Duration timeout,
    int maxRetries) {

  /** The names of providers. */
  public static final java.util.List<String> PROVIDERS =
      java.util.List.of("auto", "openai", "azure", "ollama", "local");

  /** All of it left to the environment. */
  public static final ApiSettings NONE =
      new ApiSettings(null, null, null, null, null, null, Duration.ofMinutes(5), 2);

  public ApiSettings {
    if (provider != null && !PROVIDERS.contains(provider)) {
      throw new IllegalArgumentException(
          "provider must be one of " + String.join(", ", PROVIDERS) + ", got " + provider);
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException(
          "timeout must be above 0 seconds, got " + timeout.toMillis() / 1000.0);
    }
    if (maxRetries < 0 || maxRetries > 100) {
      throw new IllegalArgumentException("max_retries must be from 0 to 100, got " + maxRetries);
    }
  }

  /** The same with another model. */
  public ApiSettings withModel(@Nullable String other) {
    return new ApiSettings(provider, base, key, other, deployment, version, timeout, maxRetries);
  }

  /** Without the key, for logs. */
  @Override
  public String toString() {
    return "ApiSettings[provider=%s, base=%s, model=%s, deployment=%s]"
        .formatted(provider, base, model, deployment);
  }
}
