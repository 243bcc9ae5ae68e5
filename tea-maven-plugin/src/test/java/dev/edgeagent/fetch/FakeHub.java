package dev.edgeagent.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.edgeagent.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Hugging Face on the loopback interface: an endpoint that redirects to a CDN of another origin,
 * with one file, {@code owner/name/resolve/main/m.gguf}. What goes wrong is set by a test.
 */
final class FakeHub implements AutoCloseable {
  static final String FILE = "/owner/name/resolve/main/m.gguf";
  static final URI ADDRESS = URI.create("https://huggingface.co" + FILE);
  private static final int BLOCK = 1 << 14;

  /** What the endpoint or the CDN answers instead of the file. */
  record Refusal(int status, Map<String, String> headers) {
    static Refusal of(int status, String... headers) {
      Map<String, String> map = new LinkedHashMap<>();
      for (int i = 0; i < headers.length; i += 2) {
        map.put(headers[i], headers[i + 1]);
      }
      return new Refusal(status, map);
    }
  }

  final byte[] content;
  final Queue<Refusal> endpointRefuses = new ArrayDeque<>();
  final Queue<Refusal> cdnRefuses = new ArrayDeque<>();
  final AtomicLong served = new AtomicLong();
  final AtomicInteger signed = new AtomicInteger();

  /** Of how many answers the connection is cut. */
  final AtomicInteger cuts = new AtomicInteger();

  /** How many requests a signed address is good for. */
  volatile int requestsPerSignature = Integer.MAX_VALUE;

  volatile int cutAfterBytes = 100_000;

  /** How many answers stop after their headers, without an end. */
  final AtomicInteger hangs = new AtomicInteger();

  volatile boolean ranges = true;
  volatile boolean renamed;
  volatile boolean plainMirror;
  volatile boolean knowsHead = true;
  volatile String etag;
  volatile long wrongByteAt = -1;
  volatile LongConsumer onServed = total -> {};

  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, AtomicInteger> uses = new ConcurrentHashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer endpoint;
  private final HttpServer cdn;

  FakeHub(int bytes) throws IOException {
    content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    etag = sha256().hex();
    endpoint = server(this::endpoint);
    cdn = server(this::cdn);
  }

  private HttpServer server(HttpHandler handler) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            handler.handle(exchange);
          }
        });
    server.start();
    return server;
  }

  Sha256 sha256() {
    MessageDigest digest = Sha256.newDigest();
    digest.update(content);
    return Sha256.of(digest);
  }

  /** A pin of the file, at the hub. */
  ModelPin pin(URI... addresses) {
    List<URI> all = addresses.length == 0 ? List.of(ADDRESS) : List.of(addresses);
    return new ModelPin("m.gguf", content.length, sha256(), List.of(), all);
  }

  URI endpoint() {
    return URI.create("http://localhost:" + endpoint.getAddress().getPort());
  }

  private URI cdnAddress() {
    return URI.create("http://localhost:" + cdn.getAddress().getPort());
  }

  /** How this hub is reached, with a cache of its own that is not there. */
  Hub hub(Optional<String> token, Path cache) {
    return new Hub(endpoint(), token, false, cache);
  }

  /** What was asked so far: method, server, path, {@code Range} and {@code Authorization}. */
  List<String> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  private void note(String server, HttpExchange exchange) {
    String line = exchange.getRequestMethod() + " " + server + exchange.getRequestURI().getPath();
    for (String name : List.of("Range", "Authorization")) {
      String value = exchange.getRequestHeaders().getFirst(name);
      line += value == null ? "" : " " + value;
    }
    requests.add(line);
  }

  private void endpoint(HttpExchange exchange) throws IOException {
    note("hub", exchange);
    String path = exchange.getRequestURI().getPath();
    Refusal refusal = poll(endpointRefuses);
    if (refusal != null) {
      refuse(exchange, refusal);
    } else if (renamed && path.equals(FILE)) {
      refuse(exchange, Refusal.of(307, "Location", path.replace("/name/", "/new-name/")));
    } else if (plainMirror) {
      file(exchange);
    } else {
      refuse(
          exchange,
          Refusal.of(
              302,
              "X-Repo-Commit",
              "0123456789",
              "X-Linked-Size",
              String.valueOf(content.length),
              "X-Linked-Etag",
              '"' + etag + '"',
              "Location",
              cdnAddress() + "/blob?signature=" + signed.incrementAndGet()));
    }
  }

  private void cdn(HttpExchange exchange) throws IOException {
    note("cdn", exchange);
    String signature = exchange.getRequestURI().getQuery();
    int use = uses.computeIfAbsent(signature, key -> new AtomicInteger()).incrementAndGet();
    Refusal refusal = poll(cdnRefuses);
    if (refusal != null) {
      refuse(exchange, refusal);
    } else if (use > requestsPerSignature) {
      refuse(exchange, Refusal.of(403));
    } else {
      file(exchange);
    }
  }

  private static Refusal poll(Queue<Refusal> refusals) {
    synchronized (refusals) {
      return refusals.poll();
    }
  }

  private static void refuse(HttpExchange exchange, Refusal refusal) throws IOException {
    refusal.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(refusal.status(), -1);
  }

  private void file(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("ETag", '"' + (plainMirror ? etag : "of-the-cdn") + '"');
    if (exchange.getRequestMethod().equals("HEAD")) {
      if (knowsHead) {
        exchange.getResponseHeaders().set("Content-Length", String.valueOf(content.length));
      }
      exchange.sendResponseHeaders(knowsHead ? 200 : 405, -1);
      return;
    }
    String range = exchange.getRequestHeaders().getFirst("Range");
    int start = 0;
    int end = content.length;
    if (ranges && range != null) {
      String[] bounds = range.substring("bytes=".length()).split("-");
      start = Integer.parseInt(bounds[0]);
      end = Integer.parseInt(bounds[1]) + 1;
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes " + start + "-" + (end - 1) + "/" + content.length);
    }
    exchange.sendResponseHeaders(ranges && range != null ? 206 : 200, end - start);
    if (hangs.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      exchange.getResponseBody().flush();
      awaitClosing();
    }
    if (start + cutAfterBytes < end && cuts.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      end = start + cutAfterBytes;
    }
    send(exchange.getResponseBody(), start, end);
  }

  private void awaitClosing() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(OutputStream out, int start, int end) throws IOException {
    for (int at = start; at < end; at += BLOCK) {
      byte[] block = Arrays.copyOfRange(content, at, Math.min(end, at + BLOCK));
      if (wrongByteAt >= at && wrongByteAt < at + block.length) {
        block[(int) (wrongByteAt - at)] ^= 1;
      }
      out.write(block);
      out.flush();
      onServed.accept(served.addAndGet(block.length));
    }
  }

  @Override
  public void close() {
    closing.countDown();
    endpoint.stop(0);
    cdn.stop(0);
    threads.shutdownNow();
  }
}
