package dev.edgeagent.fetch;

import dev.edgeagent.BuildFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The proxies of {@code https_proxy}, {@code http_proxy}, {@code all_proxy} and {@code no_proxy},
 * as curl understands them; the names may be in capitals, but for {@code HTTP_PROXY}, which a web
 * server's client could set.
 */
public final class Proxies extends ProxySelector {
  private static final List<Proxy> NONE = List.of(Proxy.NO_PROXY);

  private final Map<String, Proxy> byScheme;
  private final List<String> direct;
  private final ProxySelector otherwise;

  private Proxies(Map<String, Proxy> byScheme, List<String> direct, ProxySelector otherwise) {
    this.byScheme = byScheme;
    this.direct = direct;
    this.otherwise = otherwise;
  }

  /**
   * Reads the variables.
   *
   * @param otherwise is asked where no variable names a proxy
   * @throws BuildFailure when a variable names something that is no proxy
   */
  public static ProxySelector of(Map<String, String> environment, ProxySelector otherwise)
      throws BuildFailure {
    Map<String, Proxy> byScheme = new HashMap<>();
    for (String scheme : List.of("http", "https")) {
      List<String> names =
          scheme.equals("http")
              ? List.of("http_proxy", "all_proxy", "ALL_PROXY")
              : List.of("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY");
      for (String name : names) {
        String value = environment.getOrDefault(name, "").strip();
        if (!value.isEmpty()) {
          byScheme.putIfAbsent(scheme, proxy(name, value));
        }
      }
    }
    String no = environment.getOrDefault("no_proxy", environment.getOrDefault("NO_PROXY", ""));
    List<String> direct = new ArrayList<>();
    for (String host : no.toLowerCase(Locale.ROOT).split("[,\\s]+")) {
      direct.add(host.replaceFirst("^\\*?\\.", ""));
    }
    return new Proxies(byScheme, direct, otherwise);
  }

  private static Proxy proxy(String name, String value) throws BuildFailure {
    try {
      URI uri = URI.create(value.contains("://") ? value : "http://" + value);
      int port = uri.getPort() >= 0 ? uri.getPort() : 80;
      if (uri.getHost() != null && uri.getScheme().equals("http")) {
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(uri.getHost(), port));
      }
    } catch (IllegalArgumentException e) {
      // Said below, without the value: it may hold a password.
    }
    throw new BuildFailure(
        name + ": is not the address of an HTTP proxy", "give it as http://HOST:PORT");
  }

  @Override
  public List<Proxy> select(URI uri) {
    if (isDirect(uri)) {
      return NONE;
    }
    Proxy proxy = byScheme.get(uri.getScheme().toLowerCase(Locale.ROOT));
    return proxy != null ? List.of(proxy) : otherwise.select(uri);
  }

  private boolean isDirect(URI uri) {
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    return direct.stream()
        .filter(name -> !name.isEmpty())
        .map(name -> name.replaceFirst(":" + Math.max(uri.getPort(), 0) + "$", ""))
        .anyMatch(name -> name.equals("*") || host.equals(name) || host.endsWith("." + name));
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    otherwise.connectFailed(uri, address, failure);
  }
}
