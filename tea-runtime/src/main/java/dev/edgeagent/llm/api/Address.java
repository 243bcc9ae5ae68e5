package dev.edgeagent.llm.api;

import dev.edgeagent.llm.ModelException;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * An address that a user gives.
 *
 * @param url without a slash at its end
 */
record Address(HttpUrl url) {

  /**
   * Takes the address of a function, too, as people copy it: {@code .../chat/completions}.
   *
   * @param source what the user calls it, for messages
   * @throws ModelException if it is not http or https, or holds a password
   */
  static Address of(String source, String text) throws ModelException {
    HttpUrl url = HttpUrl.parse(text.strip());
    if (url == null) {
      throw new ModelException(
          source + " is not an address that begins with http:// or https://",
          "give one such as http://localhost:11434/v1");
    }
    if (!url.username().isEmpty() || !url.password().isEmpty()) {
      throw new ModelException(
          source + " has a user's name or password in it",
          "leave them out of the address, and set settings.llm.api_key");
    }
    String path =
        url.encodedPath()
            .replaceFirst("/+$", "")
            .replaceFirst("/(chat/completions|embeddings)$", "");
    return new Address(
        url.newBuilder().encodedPath(path.isEmpty() ? "/" : path).fragment(null).build());
  }

  /** Whether both are of one server. */
  boolean isServerOf(@Nullable Address other) {
    return other != null
        && url.scheme().equals(other.url.scheme())
        && url.host().equals(other.url.host())
        && url.port() == other.url.port();
  }
}
