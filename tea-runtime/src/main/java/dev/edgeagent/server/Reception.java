package dev.edgeagent.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes every request: who may not ask, or asks what there is not, is told here. */
final class Reception implements HttpHandler {

  private final Guard guard;
  private final Router router;
  private final ServerSettings.Limits limits;
  private final ScheduledExecutorService clock;
  private final Consumer<String> accessLog;
  private final Consumer<String> warn;
  private volatile @Nullable ServedModel model;

  Reception(
      ServerSettings settings,
      ScheduledExecutorService clock,
      Consumer<String> accessLog,
      Consumer<String> warn) {
    this.guard = new Guard(settings);
    this.router = new Router(new Desk(new Turnstile(settings.queue())), settings.context());
    this.limits = settings.limits();
    this.clock = clock;
    this.accessLog = accessLog;
    this.warn = warn;
  }

  /** From now on requests are answered. */
  void open(ServedModel loaded) {
    model = loaded;
  }

  @Override
  public void handle(HttpExchange http) throws IOException {
    long start = System.nanoTime();
    var exchange = new Exchange(http, limits, clock);
    try {
      answer(exchange);
    } finally {
      accessLog.accept(
          "%s %s %s %s %d ms"
              .formatted(
                  exchange.client(),
                  http.getRequestMethod(),
                  http.getRequestURI().getRawPath(),
                  exchange.status() < 0 ? "gone" : exchange.status(),
                  (System.nanoTime() - start) / 1_000_000));
    }
  }

  private void answer(Exchange exchange) throws IOException {
    try {
      guard.requireNoForeignPage(exchange);
      if (exchange.path().equals("/health") && exchange.method().equals("GET")) {
        ServedModel _ = requireModel();
        exchange.send(200, Map.of("status", "ok"));
        return;
      }
      guard.requireToken(exchange);
      Endpoint endpoint = router.find(exchange);
      endpoint.answer(exchange, requireModel());
    } catch (RequestException e) {
      fail(exchange, e);
    } catch (InterruptedException e) {
      boolean ignored = Thread.interrupted(); // it would close the connection before the answer
      fail(exchange, RequestException.unavailable("the server ends", "server_ends"));
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      warn.accept("tea serve: " + exchange.path() + ": internal error: " + e);
      fail(exchange, RequestException.failed("internal error: " + e));
    }
  }

  private ServedModel requireModel() throws RequestException {
    ServedModel loaded = model;
    if (loaded == null) {
      throw RequestException.unavailable("the model is being loaded", "model_loading");
    }
    return loaded;
  }

  /** In a stream that has begun, an error is an event, and there is no end. */
  private static void fail(Exchange exchange, RequestException error) throws IOException {
    if (!exchange.isBegun()) {
      exchange.send(error);
    } else {
      exchange.sendEvent(error.asMap());
      throw new IOException("the answer is not whole", error);
    }
  }
}
