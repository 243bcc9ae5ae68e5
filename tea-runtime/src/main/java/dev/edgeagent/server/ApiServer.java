package dev.edgeagent.server;

import com.sun.net.httpserver.HttpServer;
import dev.edgeagent.llm.LlmBackend;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * An HTTP server that answers as the OpenAI API does. It listens from the start; requests are
 * answered once there is a model.
 */
public final class ApiServer implements AutoCloseable {

  private static final int BACKLOG = 128;

  /** How long answers that were cancelled may take to say so. */
  private static final long FAREWELL_MS = 2000;

  /**
   * Of the JDK's server, in seconds: what a client may take to send a request, and how long a
   * connection stays without one. Without nodelay each event would wait 40 ms for the last one's
   * receipt.
   */
  private static final Map<String, String> PROPERTIES =
      Map.of(
          "sun.net.httpserver.nodelay", "true",
          "sun.net.httpserver.maxReqTime", "60",
          "sun.net.httpserver.idleInterval", "60",
          "jdk.httpserver.maxConnections", "512");

  private final HttpServer http;
  private final ServerSettings settings;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledThreadPoolExecutor clock;
  private final Reception reception;

  private ApiServer(
      HttpServer http, ServerSettings settings, Consumer<String> accessLog, Consumer<String> warn) {
    this.http = http;
    this.settings = settings;
    clock =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("write timeouts").daemon().factory());
    clock.setRemoveOnCancelPolicy(true);
    reception = new Reception(settings, clock, accessLog, warn);
  }

  /**
   * Listens, and says of all requests that the model is being loaded.
   *
   * @param accessLog takes a line for each request
   * @param warn takes what went wrong on this side
   * @throws IOException if the address cannot be listened on
   */
  public static ApiServer listen(
      ServerSettings settings, Consumer<String> accessLog, Consumer<String> warn)
      throws IOException {
    PROPERTIES.forEach(
        (name, value) -> {
          if (System.getProperty(name) == null) {
            System.setProperty(name, value);
          }
        });
    HttpServer http =
        HttpServer.create(new InetSocketAddress(settings.address(), settings.port()), BACKLOG);
    var server = new ApiServer(http, settings, accessLog, warn);
    http.createContext("/", server.reception);
    http.setExecutor(server.executor);
    http.start();
    return server;
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return http.getAddress();
  }

  /**
   * Answers requests from now on.
   *
   * @param model is asked from several threads; it is not closed here
   * @return what clients call the model
   */
  public String serve(LlmBackend model) {
    var served = ServedModel.of(model, settings.aliases(), System.currentTimeMillis() / 1000);
    reception.open(served);
    return served.name();
  }

  /** Takes no more requests, cancels what is being answered, and closes all connections. */
  @Override
  public void close() {
    executor.shutdownNow();
    try {
      boolean ignored = executor.awaitTermination(FAREWELL_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    http.stop(0);
    clock.shutdownNow();
  }
}
