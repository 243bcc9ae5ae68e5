package dev.edgeagent.llm.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.edgeagent.json.Json;
import dev.edgeagent.json.JsonException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A server on bare sockets, which can say all that servers should not: it answers one request after
 * the other with the scripts that it was given.
 */
final class FakeApi implements AutoCloseable {

  /**
   * A request.
   *
   * @param headers by name in lower case
   */
  record Seen(String method, String target, Map<String, String> headers, String body) {
    Object json() throws JsonException {
      return Json.parse(body);
    }
  }

  /** What is done with the connection once a request is read. */
  interface Script {
    void play(OutputStream out, Socket socket) throws IOException, InterruptedException;
  }

  private final ServerSocket listening;
  private final BlockingQueue<Script> scripts = new LinkedBlockingQueue<>();
  private final CountDownLatch over = new CountDownLatch(1);

  /** The requests so far, in order. */
  final BlockingQueue<Seen> seen = new LinkedBlockingQueue<>();

  FakeApi() throws IOException {
    this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
  }

  FakeApi(ServerSocket listening) {
    this.listening = listening;
    Thread.ofPlatform().daemon().start(this::accept);
  }

  String host() {
    return "127.0.0.1:" + listening.getLocalPort();
  }

  String base() {
    return "http://" + host() + "/v1";
  }

  FakeApi then(Script script) {
    scripts.add(script);
    return this;
  }

  FakeApi then(int status, String json, String... headers) {
    return then((out, _) -> respond(out, status, "application/json", json, headers));
  }

  FakeApi thenText(int status, String type, String text) {
    return then((out, _) -> respond(out, status, type, text));
  }

  /** All events, and a proper end, in pieces of so many bytes. */
  FakeApi thenStream(int pieceBytes, String... events) {
    return then(
        (out, _) -> {
          stream(out, pieceBytes, events);
          out.write("0\r\n\r\n".getBytes(ISO_8859_1));
        });
  }

  /** The events, and then nothing more on a broken connection. */
  FakeApi thenBreakAfter(String... events) {
    return then(
        (out, socket) -> {
          stream(out, 1000, events);
          socket.close();
        });
  }

  /** The events, and then nothing until the test is over; {@code arrived} tells when. */
  FakeApi thenHangAfter(CountDownLatch arrived, String... events) {
    return then(
        (out, _) -> {
          if (events.length > 0) {
            stream(out, 1000, events);
          }
          out.flush();
          arrived.countDown();
          over.await();
        });
  }

  static String event(String data) {
    return "data: " + data + "\n\n";
  }

  /** An event with the next piece of an answer. */
  static String delta(String text) {
    return event(
        Json.compact(
            Map.of("choices", List.of(Map.of("index", 0, "delta", Map.of("content", text))))));
  }

  /** An event that says why the answer ends. */
  static String finish(String reason) {
    return event("{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + reason + "\"}]}");
  }

  static String answer(String content) {
    return "{\"model\":\"m-2\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":"
        + Json.compact(content)
        + "},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":2,\"total_tokens\":9}}";
  }

  static void respond(OutputStream out, int status, String type, String body, String... headers)
      throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    var head =
        new StringBuilder("HTTP/1.1 " + status + " Status\r\nContent-Type: " + type + "\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    head.append("Content-Length: ").append(bytes.length).append("\r\n\r\n");
    out.write(head.toString().getBytes(ISO_8859_1));
    out.write(bytes);
    out.flush();
  }

  private static void stream(OutputStream out, int pieceBytes, String... events)
      throws IOException {
    out.write(
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n"
            .getBytes(ISO_8859_1));
    byte[] bytes = String.join("", events).getBytes(UTF_8);
    for (int i = 0; i < bytes.length; i += pieceBytes) {
      byte[] piece = Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + pieceBytes));
      out.write((Integer.toHexString(piece.length) + "\r\n").getBytes(ISO_8859_1));
      out.write(piece);
      out.write("\r\n".getBytes(ISO_8859_1));
      out.flush();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listening.accept();
        Thread.ofPlatform().daemon().start(() -> serve(socket));
      }
    } catch (IOException e) {
      return; // the test is over
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      var in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      for (Seen request = read(in); request != null; request = read(in)) {
        seen.add(request);
        Script script = scripts.poll();
        if (script == null) {
          respond(out, 418, "text/plain", "no script is left");
        } else {
          script.play(out, socket);
        }
        out.flush();
      }
    } catch (IOException e) {
      return; // the client has gone
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Seen read(InputStream in) throws IOException {
    String first = line(in);
    if (first == null || !first.endsWith(" HTTP/1.1")) {
      return null; // gone, or no HTTP at all
    }
    Map<String, String> headers = new TreeMap<>();
    for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
      String[] parts = header.split(":\\s*", 2);
      headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    String[] parts = first.split(" ");
    return new Seen(parts[0], parts[1], headers, new String(in.readNBytes(length), UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        return null;
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    over.countDown();
    listening.close();
  }
}
