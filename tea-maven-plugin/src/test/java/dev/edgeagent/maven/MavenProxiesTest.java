package dev.edgeagent.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.junit.jupiter.api.Test;

final class MavenProxiesTest {
  private static final InetSocketAddress NEXT =
      InetSocketAddress.createUnresolved("next.example", 1);

  @Test
  void takesTheProxyOfTheSettingsAndAsksTheNextWithoutOne() {
    DefaultRepositorySystemSession session = new DefaultRepositorySystemSession();
    session.setProxySelector(
        repository ->
            repository.getHost().equals("direct.example")
                ? null
                : new org.eclipse.aether.repository.Proxy("http", "settings.example", 3128));
    ProxySelector proxies = new MavenProxies(session, ProxySelector.of(NEXT));

    assertThat(proxies.select(URI.create("https://huggingface.co/a/b")))
        .containsExactly(
            new Proxy(
                Proxy.Type.HTTP, InetSocketAddress.createUnresolved("settings.example", 3128)));
    assertThat(proxies.select(URI.create("https://direct.example/a")))
        .containsExactly(new Proxy(Proxy.Type.HTTP, NEXT));
  }
}
