package dev.edgeagent.maven;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.repository.Proxy;
import org.eclipse.aether.repository.RemoteRepository;

/** The proxies of settings.xml, with their {@code nonProxyHosts}. */
final class MavenProxies extends ProxySelector {
  private final RepositorySystemSession session;
  private final ProxySelector otherwise;

  /**
   * @param otherwise is asked where settings.xml has no proxy
   */
  MavenProxies(RepositorySystemSession session, ProxySelector otherwise) {
    this.session = session;
    this.otherwise = otherwise;
  }

  @Override
  public List<java.net.Proxy> select(URI uri) {
    RemoteRepository server =
        new RemoteRepository.Builder("model", "default", uri.toString()).build();
    Proxy proxy =
        session.getProxySelector() == null ? null : session.getProxySelector().getProxy(server);
    if (proxy == null) {
      return otherwise.select(uri);
    }
    InetSocketAddress address =
        InetSocketAddress.createUnresolved(proxy.getHost(), proxy.getPort());
    return List.of(new java.net.Proxy(java.net.Proxy.Type.HTTP, address));
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    otherwise.connectFailed(uri, address, failure);
  }
}
