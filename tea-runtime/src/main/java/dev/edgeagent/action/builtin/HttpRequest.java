package dev.edgeagent.action.builtin;

import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.Params;
import dev.edgeagent.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** A node's parameters as a request; whatever HTTP does not allow is refused before it is sent. */
final class HttpRequest {

  /** What a header's value may consist of, as okhttp has it; it would quote the value. */
  private static final String VALUE = "[\\t\\x20-\\x7e]*";

  /** RFC 9110, 5.6.2. */
  private static final String NAME = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

  private HttpRequest() {}

  static Request of(String method, Params params) throws ActionException {
    HttpUrl url = url(params.requiredText("url").strip());
    var request = new Request.Builder().url(url).header("User-Agent", "tea");
    if (!url.username().isEmpty()) {
      request.header(
          "Authorization",
          Credentials.basic(url.username(), url.password(), StandardCharsets.UTF_8));
    }
    RequestBody body = body(params, request);
    addHeaders(params, request);
    boolean needsBody = method.equals("POST") || method.equals("PUT");
    return request.method(method, body == null && needsBody ? bytes("") : body).build();
  }

  /** The address without what may be secret in it: user, password and query. */
  static String shown(HttpUrl url) {
    HttpUrl bare = url.newBuilder().username("").password("").query(null).fragment(null).build();
    return url.query() == null ? bare.toString() : bare + "?...";
  }

  private static HttpUrl url(String text) throws ActionException {
    String lower = text.toLowerCase(Locale.ROOT);
    if (!lower.startsWith("http://") && !lower.startsWith("https://")) {
      throw new ActionException(
          "parameter 'url' must begin with http:// or https://, got '" + scheme(text) + "'",
          "give the whole address, such as https://example.org/data");
    }
    HttpUrl url = HttpUrl.parse(text);
    if (url == null) {
      throw new ActionException(
          "parameter 'url' is not an address: its host or port is missing or not allowed",
          "correct it, and the names in its template");
    }
    return url;
  }

  /** The beginning, up to where something secret may be. */
  private static String scheme(String text) {
    String start = text.split("[/?#@]", 2)[0];
    return start.length() > 40 ? start.substring(0, 40) + "..." : start;
  }

  private static @Nullable RequestBody body(Params params, Request.Builder request)
      throws ActionException {
    if (params.has("json") && params.has("body")) {
      throw new ActionException(
          "there are both 'json' and 'body', and a request has one body", "leave one of them out");
    }
    if (params.has("json")) {
      request.header("Content-Type", "application/json");
      try {
        return bytes(Json.compact(params.value("json")));
      } catch (IllegalArgumentException e) {
        throw new ActionException(
            "'json' cannot be written as JSON: " + e.getMessage(), "leave such values out", e);
      }
    }
    return params.has("body") ? bytes(params.requiredText("body")) : null;
  }

  /** Without a type of its own: okhttp would put it in place of the user's header. */
  private static RequestBody bytes(String text) {
    return RequestBody.create(text.getBytes(StandardCharsets.UTF_8), (MediaType) null);
  }

  private static void addHeaders(Params params, Request.Builder request) throws ActionException {
    switch (params.value("headers")) {
      case null -> {}
      case Map<?, ?> headers -> {
        for (Map.Entry<?, ?> header : headers.entrySet()) {
          String name = String.valueOf(header.getKey());
          request.header(name, value(name, header.getValue()));
        }
      }
      default ->
          throw new ActionException(
              "parameter 'headers' must be a map of names and texts", "correct it under 'with:'");
    }
  }

  /** Errors name the header but never its value, which is often a secret. */
  private static String value(String name, @Nullable Object value) throws ActionException {
    if (!name.matches(NAME)) {
      throw new ActionException(
          "'" + name + "' cannot be the name of a header", "use letters, digits and '-'");
    }
    if (value == null) {
      throw new ActionException(
          "header '" + name + "' has no value: what its template names is not in the state",
          "check the names in the template");
    }
    if (!(value instanceof String || value instanceof Number || value instanceof Boolean)) {
      throw new ActionException(
          "header '" + name + "' must be a text", "correct it under 'headers:'");
    }
    String text = value.toString().strip();
    if (!text.matches(VALUE)) {
      throw new ActionException(
          "header '" + name + "' has a line feed in its value, or a character that is not ASCII",
          "leave such characters out, or encode them: {{ ... | urlencode }}");
    }
    return text;
  }
}
