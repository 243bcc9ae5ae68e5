package dev.edgeagent.action.builtin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/** The JDK's server on a free port. */
final class TestServer implements AutoCloseable {

  /** What a request was. */
  record Seen(String method, String uri, com.sun.net.httpserver.Headers headers, String body) {}

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch over = new CountDownLatch(1);
  private final HttpServer server;

  /** The requests so far, in order. */
  final LinkedBlockingQueue<Seen> seen = new LinkedBlockingQueue<>();

  TestServer() throws IOException {
    this(HttpServer.create());
  }

  TestServer(HttpServer server) throws IOException {
    this.server = server;
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  interface Answer {
    void to(HttpExchange exchange) throws IOException, InterruptedException;
  }

  TestServer at(String path, Answer answer) {
    server.createContext(
        path,
        exchange -> {
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          seen.add(
              new Seen(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI().toString(),
                  exchange.getRequestHeaders(),
                  body));
          try (exchange) {
            answer.to(exchange);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    return this;
  }

  TestServer at(String path, int status, String type, String body) {
    return at(
        path,
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", type);
          send(exchange, status, body.getBytes(UTF_8));
        });
  }

  TestServer redirect(String path, int status, String location) {
    return at(
        path,
        exchange -> {
          exchange.getResponseHeaders().set("Location", location);
          send(exchange, status, new byte[0]);
        });
  }

  static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  /** Until the test is over. */
  void hang() throws InterruptedException {
    over.await();
  }

  String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  String url(String path) {
    return "http://" + host() + path;
  }

  @Override
  public void close() {
    over.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
