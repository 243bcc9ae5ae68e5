package dev.edgeagent.llm.api;

import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Where a model is asked.
 *
 * @param base in front of {@code /chat/completions} and {@code /embeddings}, with the query that
 *     all requests have
 * @param key null if the server wants none
 * @param model for chats
 * @param embeddingModel for embeddings
 */
record Endpoint(
    Provider provider, HttpUrl base, @Nullable ApiKey key, String model, String embeddingModel) {

  private static final Pattern LOOPBACK =
      Pattern.compile("(.+\\.)?localhost|127\\.\\d+\\.\\d+\\.\\d+|::1");

  /** The address of one of its functions, such as {@code chat/completions}. */
  HttpUrl url(String function) {
    return base.newBuilder().addPathSegments(function).build();
  }

  /** A request that carries the key. */
  Request.Builder request(String function) {
    var request = new Request.Builder().url(url(function)).header("User-Agent", "tea");
    if (key != null && provider == Provider.AZURE) {
      request.header("api-key", key.value());
    } else if (key != null) {
      request.header("Authorization", "Bearer " + key.value());
    }
    return request;
  }

  /** Azure knows the model by the address. */
  boolean namesModel() {
    return provider != Provider.AZURE;
  }

  /** Whether it is OpenAI's own server, and no other that speaks its language. */
  boolean isOpenAi() {
    return isOpenAi(base);
  }

  static boolean isOpenAi(HttpUrl url) {
    return url.host().equals("api.openai.com");
  }

  /** Whether what is sent to a host stays on this machine. */
  static boolean isLoopback(String host) {
    return LOOPBACK.matcher(host).matches();
  }

  /** A text that the server wrote, or somebody else who has seen the request. */
  String redacted(String text) {
    return ApiKey.redacted(text, key);
  }

  /** The address for messages: without a query. */
  String shown() {
    return shown(base);
  }

  static String shown(HttpUrl url) {
    return url.newBuilder().username("").password("").query(null).fragment(null).build().toString();
  }
}
