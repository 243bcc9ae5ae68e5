package dev.edgeagent.server;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why a request is not answered, in the form of the OpenAI API. */
final class RequestException extends Exception {
  private static final long serialVersionUID = 1;

  private static final String INVALID = "invalid_request_error";
  private static final String SERVER = "server_error";

  private final int status;
  private final String type;
  private final @Nullable String param;
  private final @Nullable String code;
  private final @Nullable String header;

  /**
   * @param param the parameter that is wrong; null if it is none
   * @param code for programs; null if there is nothing to tell apart
   * @param header {@code NAME: VALUE}, sent along; null for none
   */
  private RequestException(
      int status,
      String type,
      String message,
      @Nullable String param,
      @Nullable String code,
      @Nullable String header) {
    super(message);
    this.status = status;
    this.type = type;
    this.param = param;
    this.code = code;
    this.header = header;
  }

  /** 400: the request cannot be answered as it is. */
  static RequestException invalid(@Nullable String param, String message) {
    return invalid(param, message, null);
  }

  static RequestException invalid(@Nullable String param, String message, @Nullable String code) {
    return new RequestException(400, INVALID, message, param, code, null);
  }

  /** 401: the token is missing or another one. */
  static RequestException unauthorized(String message) {
    return new RequestException(
        401, INVALID, message, null, "invalid_api_key", "WWW-Authenticate: Bearer");
  }

  /** 403: a web page asks that has no business here. */
  static RequestException forbidden(String message, String code) {
    return new RequestException(403, INVALID, message, null, code, null);
  }

  /** 404: there is no such address, or no such model. */
  static RequestException notFound(@Nullable String param, String message, String code) {
    return new RequestException(404, INVALID, message, param, code, null);
  }

  /** 405: the address takes another method. */
  static RequestException wrongMethod(String message, String allowed) {
    return new RequestException(
        405, INVALID, message, null, "method_not_allowed", "Allow: " + allowed);
  }

  /** 413: the body is larger than it may be. */
  static RequestException tooLarge(String message) {
    return new RequestException(413, INVALID, message, null, "request_too_large", null);
  }

  /** 429: too many wait already. */
  static RequestException queueFull(String message, long retrySeconds) {
    return new RequestException(
        429, "rate_limit_error", message, null, "queue_full", "Retry-After: " + retrySeconds);
  }

  /** 500: a bug, or the model failed. */
  static RequestException failed(String message) {
    return new RequestException(500, SERVER, message, null, "internal_error", null);
  }

  /** 503: not now. */
  static RequestException unavailable(String message, String code) {
    return new RequestException(503, SERVER, message, null, code, "Retry-After: 1");
  }

  int status() {
    return status;
  }

  /** A header that belongs to it, {@code NAME: VALUE}. */
  @Nullable String header() {
    return header;
  }

  /** The body. */
  Map<String, @Nullable Object> asMap() {
    Map<String, @Nullable Object> error = new LinkedHashMap<>();
    error.put("message", getMessage());
    error.put("type", type);
    error.put("param", param);
    error.put("code", code);
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("error", error);
    return body;
  }
}
