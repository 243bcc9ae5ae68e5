package dev.edgeagent.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.edgeagent.BuildFailure;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProxiesTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "https_proxy", "http://proxy.example:3128/",
          "ALL_PROXY", "all.example",
          "no_proxy", "localhost, .corp.example,other.example:8443");

  private static Proxy http(String host, int port) {
    return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port));
  }

  private static List<Proxy> select(String address) throws BuildFailure {
    return Proxies.of(ENVIRONMENT, ProxySelector.of(null)).select(URI.create(address));
  }

  @Test
  void takesTheProxyOfTheScheme() throws Exception {
    assertThat(select("https://huggingface.co/a")).containsExactly(http("proxy.example", 3128));
    assertThat(select("http://huggingface.co/a")).containsExactly(http("all.example", 80));
  }

  @ParameterizedTest
  @CsvSource({
    "https://localhost:1234/a, true",
    "https://hub.corp.example/a, true",
    "https://corp.example/a, true",
    "https://acorp.example/a, false",
    "https://other.example:8443/a, true",
    "https://other.example/a, false"
  })
  void goesWithoutAProxyWhereNoProxySaysSo(String address, boolean direct) throws Exception {
    assertThat(select(address).equals(List.of(Proxy.NO_PROXY))).isEqualTo(direct);
  }

  @Test
  void asksTheNextWhereNoVariableIsSet() throws Exception {
    InetSocketAddress next = InetSocketAddress.createUnresolved("next.example", 1);
    assertThat(Proxies.of(Map.of(), ProxySelector.of(next)).select(URI.create("https://a.example")))
        .containsExactly(new Proxy(Proxy.Type.HTTP, next));
  }

  @Test
  void refusesWhatIsNoHttpProxyWithoutShowingIt() {
    assertThatThrownBy(
            () ->
                Proxies.of(
                    Map.of("https_proxy", "socks5://me:secret@proxy.example"),
                    ProxySelector.of(null)))
        .isInstanceOf(BuildFailure.class)
        .hasMessage(
            "https_proxy: is not the address of an HTTP proxy\n  Fix: give it as http://HOST:PORT");
  }

  @Test
  void isWhereRequestsGo() throws Exception {
    List<String> asked = Collections.synchronizedList(new ArrayList<>());
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer proxy = HttpServer.create(any, 0);
    proxy.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    proxy.start();
    try {
      Map<String, String> environment =
          Map.of("http_proxy", "http://localhost:" + proxy.getAddress().getPort());
      Hub hub =
          new Hub(URI.create("http://hub.example"), Optional.empty(), false, Path.of("nowhere"));
      URI address = URI.create("http://hub.example/m.gguf");
      assertThat(
              new Http(hub, Proxies.of(environment, ProxySelector.of(null)))
                  .head(address)
                  .statusCode())
          .isEqualTo(404);
      assertThat(asked).containsExactly("HEAD " + address);
    } finally {
      proxy.stop(0);
    }
  }
}
