package dev.edgeagent.llm.api;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** What goes wrong on the way to a server and back. */
final class NetworkFailures {

  private final Endpoint endpoint;
  private final @Nullable String proxy;
  private final Duration timeout;

  /**
   * @param proxy on the way; null if there is none
   */
  NetworkFailures(Endpoint endpoint, @Nullable String proxy, Duration timeout) {
    this.endpoint = endpoint;
    this.proxy = proxy;
    this.timeout = timeout;
  }

  /**
   * @param hasBegun whether some of the answer was there already, so that nothing may be repeated
   */
  ApiFailure of(IOException e, boolean hasBegun) {
    String server = server();
    return switch (e) {
      case Exchange.TooLongException _ ->
          ApiFailure.lasting(
              endpoint.shown() + ": " + e.getMessage(), "ask for less, with max_tokens", null);
      // okhttp's limit for connecting; the one for the whole call is no SocketTimeoutException.
      case SocketTimeoutException _ -> passing(unreachable(e), checkServer(), e, hasBegun);
      case InterruptedIOException _ ->
          passing(
              "no whole answer from " + server + " within " + timeout.toMillis() / 1000.0 + " s",
              "raise 'timeout', or ask for less with max_tokens",
              e,
              hasBegun);
      case UnknownHostException _ ->
          passing(
              "the host of " + server + " is unknown",
              "check api_base, and that this machine is connected",
              e,
              hasBegun);
      case ConnectException _ -> passing(unreachable(e), checkServer(), e, hasBegun);
      case NoRouteToHostException _ -> passing(unreachable(e), checkServer(), e, hasBegun);
      case SSLHandshakeException _ -> untrusted(e);
      case SSLPeerUnverifiedException _ -> untrusted(e);
      default ->
          passing(
              "the connection to " + server + " broke: " + said(e),
              "try again; see the log of the server if it happens often",
              e,
              hasBegun);
    };
  }

  private ApiFailure untrusted(IOException e) {
    return ApiFailure.lasting(
        "no encrypted connection to " + server() + ": " + said(e),
        "check api_base and this machine's clock; Java must know who issued the certificate",
        cause(e));
  }

  private ApiFailure passing(String what, String fix, IOException e, boolean hasBegun) {
    return hasBegun
        ? ApiFailure.passing(what, fix, cause(e))
        : ApiFailure.repeatable(what, fix, cause(e), null);
  }

  private String unreachable(IOException e) {
    return "nothing answers at " + server() + ": " + said(e);
  }

  private String checkServer() {
    return proxy != null
        ? "check api_base, and the variables HTTPS_PROXY and NO_PROXY"
        : endpoint.provider() == Provider.OLLAMA
            ? "start Ollama there ('ollama serve'), or check OLLAMA_API_BASE"
            : "check api_base, and that the server runs";
  }

  private String server() {
    return endpoint.shown() + (proxy == null ? "" : " (through the proxy " + proxy + ")");
  }

  private String said(IOException e) {
    return endpoint.redacted(String.valueOf(e.getMessage()));
  }

  /** Not one that quotes the key. */
  private @Nullable IOException cause(IOException e) {
    return said(e).equals(String.valueOf(e.getMessage())) ? e : null;
  }
}
