package dev.edgeagent.fetch;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Requests as the hub wants them. Redirects are never followed here, so that each request is looked
 * at by itself: the token goes to the hub's endpoint only.
 */
final class Http {
  private static final Duration CONNECT = Duration.ofSeconds(30);
  private static final Duration HEADERS = Duration.ofSeconds(60);

  private final Hub hub;
  private final HttpClient client;

  Http(Hub hub, ProxySelector proxies) {
    this.hub = hub;
    this.client =
        HttpClient.newBuilder()
            // HTTP/2 would send all ranges through one connection, with one window for all.
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .proxy(proxies)
            .build();
  }

  Hub hub() {
    return hub;
  }

  /**
   * @throws Interruption when no answer came
   */
  HttpResponse<Void> head(URI url) throws Interruption, InterruptedException {
    HttpRequest request =
        request(url).method("HEAD", HttpRequest.BodyPublishers.noBody()).timeout(HEADERS).build();
    try {
      return client.send(request, BodyHandlers.discarding());
    } catch (IOException e) {
      throw Interruption.retry(reason(e));
    }
  }

  /**
   * @param range the value of the header, if not the whole file is wanted
   */
  <T> CompletableFuture<HttpResponse<T>> get(
      URI url, Optional<String> range, BodyHandler<T> handler) {
    HttpRequest.Builder request = request(url).GET().timeout(HEADERS);
    range.ifPresent(value -> request.header("Range", value));
    return client.sendAsync(request.build(), handler);
  }

  private HttpRequest.Builder request(URI url) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .header("User-Agent", "tea-maven-plugin")
            .header("Accept-Encoding", "identity");
    hub.tokenFor(url).ifPresent(token -> request.header("Authorization", "Bearer " + token));
    return request;
  }

  /** What to tell people: many exceptions of the JDK's client have no message. */
  static String reason(Throwable failure) {
    String message = failure.getMessage();
    String name = failure.getClass().getSimpleName();
    if (message == null || message.isBlank()) {
      return name;
    }
    return failure.getClass() == IOException.class ? message : name + ": " + message;
  }
}
