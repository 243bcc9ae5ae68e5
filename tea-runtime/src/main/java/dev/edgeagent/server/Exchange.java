package dev.edgeagent.server;

import com.sun.net.httpserver.HttpExchange;
import dev.edgeagent.json.Json;
import dev.edgeagent.json.JsonException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A request and its answer. */
final class Exchange {

  /** What is read of a body that nobody wants, so that its sender comes to read the answer. */
  private static final long DRAINED_BYTES = 64L << 20;

  private final HttpExchange http;
  private final ServerSettings.Limits limits;
  private final ScheduledExecutorService clock;
  private final Peer peer;
  private boolean isBegun;

  /**
   * @param clock by which a client that does not read is given up
   */
  Exchange(HttpExchange http, ServerSettings.Limits limits, ScheduledExecutorService clock) {
    this.http = http;
    this.limits = limits;
    this.clock = clock;
    this.peer = new Peer(http.getLocalAddress(), http.getRemoteAddress());
  }

  /** The method; HEAD counts as GET, of which it is the half. */
  String method() {
    return isHead() ? "GET" : http.getRequestMethod();
  }

  private boolean isHead() {
    return http.getRequestMethod().equals("HEAD");
  }

  /** The decoded path, without a query. */
  String path() {
    return String.valueOf(http.getRequestURI().getPath());
  }

  @Nullable String header(String name) {
    return http.getRequestHeaders().getFirst(name);
  }

  /** Where the request comes from, for the log. */
  String client() {
    return http.getRemoteAddress().getAddress().getHostAddress();
  }

  /** The status that was sent; -1 before. */
  int status() {
    return http.getResponseCode();
  }

  /** The body, a JSON object. */
  Fields fields() throws IOException, RequestException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body())).toString();
    } catch (CharacterCodingException e) {
      throw RequestException.invalid(null, "the body is not UTF-8", "invalid_json");
    }
    try {
      return Fields.of(Json.parse(text));
    } catch (JsonException e) {
      throw RequestException.invalid(
          null,
          "the body is not JSON: line %d, column %d: %s"
              .formatted(e.line(), e.column(), e.getMessage()),
          "invalid_json");
    }
  }

  private byte[] body() throws IOException, RequestException {
    byte[] body = http.getRequestBody().readNBytes(limits.bodyBytes() + 1);
    if (body.length > limits.bodyBytes()) {
      throw RequestException.tooLarge("the body has more than " + limits.bodyBytes() + " bytes");
    }
    return body;
  }

  /**
   * @throws IOException if the client has gone, as far as that can be seen
   */
  void requireClient() throws IOException {
    if (peer.hasGone()) {
      throw new IOException("the client has gone");
    }
  }

  /** Whether a status is sent already. */
  boolean isBegun() {
    return isBegun;
  }

  /** Answers with JSON. */
  void send(int status, @Nullable Object json) throws IOException {
    String line = Json.compact(json) + "\n"; // for those who read it on a terminal
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    http.getResponseHeaders().set("Content-Type", "application/json");
    if (isHead()) {
      begin(status, -1);
      return;
    }
    begin(status, bytes.length);
    write(bytes);
    http.close();
  }

  /** Answers with an error. */
  void send(RequestException error) throws IOException {
    http.getRequestBody().skip(DRAINED_BYTES);
    String header = error.header();
    if (header != null) {
      String[] parts = header.split(": ", 2);
      http.getResponseHeaders().set(parts[0], parts[1]);
    }
    send(error.status(), error.asMap());
  }

  /** Sends an event of a stream, at once. */
  void sendEvent(Object json) throws IOException {
    sendEvent(Json.compact(json));
  }

  /** Ends a stream as the OpenAI API does. */
  void endEvents() throws IOException {
    sendEvent("[DONE]");
    http.close();
  }

  private void sendEvent(String data) throws IOException {
    if (!isBegun) {
      http.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
      http.getResponseHeaders().set("Cache-Control", "no-cache");
      http.getResponseHeaders().set("X-Accel-Buffering", "no"); // nginx would collect the events
      begin(200, 0);
    }
    write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
  }

  private void begin(int status, long length) throws IOException {
    isBegun = true;
    http.sendResponseHeaders(status, length);
  }

  /** An interrupt closes the connection: that is how a write ends that nobody reads. */
  private void write(byte[] bytes) throws IOException {
    ScheduledFuture<?> alarm =
        clock.schedule(Thread.currentThread()::interrupt, limits.writeMs(), TimeUnit.MILLISECONDS);
    try {
      OutputStream out = http.getResponseBody();
      out.write(bytes);
      out.flush();
    } finally {
      alarm.cancel(false);
    }
  }
}
