package dev.edgeagent.llm.api;

import dev.edgeagent.llm.ModelException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The proxies that the environment names, as curl reads them: {@code HTTPS_PROXY}, {@code
 * HTTP_PROXY}, {@code ALL_PROXY}, and {@code NO_PROXY} for what goes without; all of them in lower
 * case, too, which wins. This machine itself is always reached without.
 */
final class EnvironmentProxy extends ProxySelector {

  /**
   * One proxy.
   *
   * @param credentials {@code user:password}; null if there are none
   */
  record Via(Proxy proxy, @Nullable String credentials) {}

  private final @Nullable Via https;
  private final @Nullable Via http;
  private final List<String> without;

  private EnvironmentProxy(@Nullable Via https, @Nullable Via http, List<String> without) {
    this.https = https;
    this.http = http;
    this.without = without;
  }

  /**
   * @throws ModelException if a variable is no proxy's address
   */
  static EnvironmentProxy of(Map<String, String> environment) throws ModelException {
    Via all = via("ALL_PROXY", environment);
    Via https = via("HTTPS_PROXY", environment);
    Via http = via("HTTP_PROXY", environment);
    String without = variable("NO_PROXY", environment);
    return new EnvironmentProxy(
        https == null ? all : https,
        http == null ? all : http,
        Stream.of((without == null ? "" : without).split("[,\\s]+"))
            .filter(host -> !host.isEmpty())
            .map(host -> host.toLowerCase(Locale.ROOT))
            .toList());
  }

  /** The proxy for a host; null if it is reached without. */
  @Nullable Via via(boolean isHttps, String host, int port) {
    if (Endpoint.isLoopback(host) || without.stream().anyMatch(rule -> covers(rule, host, port))) {
      return null;
    }
    return isHttps ? https : http;
  }

  @Override
  public List<Proxy> select(URI uri) {
    String host = uri.getHost().replaceAll("[\\[\\]]", "");
    boolean isHttps = "https".equals(uri.getScheme());
    Via via = via(isHttps, host, uri.getPort() < 0 ? (isHttps ? 443 : 80) : uri.getPort());
    return List.of(via == null ? Proxy.NO_PROXY : via.proxy);
  }

  /** The call that fails says so. */
  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {}

  /** {@code *}, a host, a domain with all that is in it, each also with a port. */
  private static boolean covers(String rule, String host, int port) {
    String name = rule.replaceFirst(":" + port + "$", "").replaceFirst("^\\*?\\.", "");
    return rule.equals("*") || host.equals(name) || host.endsWith("." + name);
  }

  private static @Nullable Via via(String name, Map<String, String> environment)
      throws ModelException {
    String text = variable(name, environment);
    if (text == null) {
      return null;
    }
    try {
      URI uri = new URI(text.contains("://") ? text : "http://" + text);
      Proxy.Type type =
          switch (uri.getScheme().toLowerCase(Locale.ROOT)) {
            case "http" -> Proxy.Type.HTTP;
            case "socks5", "socks5h", "socks" -> Proxy.Type.SOCKS;
            default -> throw wrong(name);
          };
      if (uri.getHost() == null) {
        throw wrong(name);
      }
      int port = uri.getPort() > 0 ? uri.getPort() : type == Proxy.Type.HTTP ? 80 : 1080;
      return new Via(
          new Proxy(type, InetSocketAddress.createUnresolved(uri.getHost(), port)),
          uri.getUserInfo());
    } catch (URISyntaxException e) { // its message has the whole text
      throw wrong(name);
    }
  }

  private static ModelException wrong(String name) {
    return new ModelException(
        name + " is not the address of a proxy",
        "set it to http://HOST:PORT or socks5://HOST:PORT, or unset it");
  }

  private static @Nullable String variable(String name, Map<String, String> environment) {
    String lower = environment.get(name.toLowerCase(Locale.ROOT));
    String value = lower == null || lower.isBlank() ? environment.get(name) : lower;
    return value == null || value.isBlank() ? null : value.strip();
  }
}
