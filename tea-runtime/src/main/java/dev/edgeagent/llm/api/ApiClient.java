package dev.edgeagent.llm.api;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import okhttp3.Call;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a process to APIs. It follows no redirect: what it sends has a key in it, and
 * goes nowhere but where the user has said.
 */
final class ApiClient {

  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** Held here, since loggers are collected, and their levels with them. */
  private static final List<Logger> LOGGERS =
      List.of(Logger.getLogger("okhttp3"), Logger.getLogger("okio"));

  private static final String PROXY_KEY = "Proxy-Authorization";

  private final EnvironmentProxy proxies;
  private final OkHttpClient client;

  ApiClient(EnvironmentProxy proxies) {
    this.proxies = proxies;
    LOGGERS.forEach(logger -> logger.setLevel(Level.OFF)); // they write to stderr
    client =
        new OkHttpClient.Builder()
            .connectTimeout(CONNECT)
            // The call as a whole has a limit; a model that thinks long within it is none of ours.
            .readTimeout(Duration.ZERO)
            .writeTimeout(Duration.ZERO)
            .followRedirects(false)
            .followSslRedirects(false)
            .proxySelector(proxies)
            .proxyAuthenticator(
                (_, response) -> {
                  Request request = response.request();
                  EnvironmentProxy.Via via = via(request.url());
                  return via == null
                          || via.credentials() == null
                          || request.header(PROXY_KEY) != null // refused already
                      ? null
                      : request.newBuilder().header(PROXY_KEY, basic(via.credentials())).build();
                })
            .build();
  }

  /** Begins a request; the answer's head is the first thing to ask for. */
  Exchange send(Request request, Duration timeout) {
    EnvironmentProxy.Via via = via(request.url());
    String credentials = via == null || request.isHttps() ? null : via.credentials();
    Call call =
        client.newCall(
            credentials == null
                ? request
                : request.newBuilder().header(PROXY_KEY, basic(credentials)).build());
    call.timeout().timeout(Math.max(1, timeout.toMillis()), TimeUnit.MILLISECONDS);
    return Exchange.start(call);
  }

  /** The proxy between here and an address, for messages; null if there is none. */
  @Nullable String proxy(HttpUrl url) {
    EnvironmentProxy.Via via = via(url);
    return via != null && via.proxy().address() instanceof InetSocketAddress address
        ? address.getHostString() + ":" + address.getPort()
        : null;
  }

  /** Closes the connections that nobody uses. */
  void evict() {
    client.connectionPool().evictAll();
  }

  private EnvironmentProxy.@Nullable Via via(HttpUrl url) {
    return proxies.via(url.isHttps(), url.host(), url.port());
  }

  private static String basic(String credentials) {
    String[] parts = credentials.split(":", 2);
    return Credentials.basic(parts[0], parts.length > 1 ? parts[1] : "", StandardCharsets.UTF_8);
  }
}
