package dev.edgeagent.llm.api;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request calls the most tokens to generate. OpenAI has renamed it, and its newer models
 * refuse the old name; other servers often know the old one only.
 */
enum TokenLimit {
  MAX_TOKENS,
  MAX_COMPLETION_TOKENS;

  private static final Pattern UNKNOWN =
      Pattern.compile(
          "unsupported|not supported|unrecogni[sz]ed|unknown|unexpected|extra|not permitted");

  /** The one to try first. */
  static TokenLimit of(Endpoint endpoint) {
    return endpoint.isOpenAi() ? MAX_COMPLETION_TOKENS : MAX_TOKENS;
  }

  TokenLimit other() {
    return this == MAX_TOKENS ? MAX_COMPLETION_TOKENS : MAX_TOKENS;
  }

  /** The same request with a limit. */
  Map<String, @Nullable Object> in(Map<String, @Nullable Object> body, int tokens) {
    Map<String, @Nullable Object> limited = new LinkedHashMap<>(body);
    limited.put(toString(), tokens);
    return limited;
  }

  /** Whether a server says that it wants the other name. */
  boolean isRefusedBy(ApiFailure failure) {
    String lower = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    return !failure.error().isTemporary()
        && lower.contains(toString())
        && UNKNOWN.matcher(lower).find();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
