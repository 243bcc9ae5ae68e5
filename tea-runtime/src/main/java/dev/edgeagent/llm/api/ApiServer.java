package dev.edgeagent.llm.api;

import dev.edgeagent.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** Sends requests to an endpoint, and tells answers from failures. */
final class ApiServer {

  /** Takes an answer whose status is a success. */
  interface Reader<T> {
    T read(Exchange.Head head, Exchange exchange)
        throws ApiFailure, IOException, InterruptedException;
  }

  private final Endpoint endpoint;
  private final ApiClient client;
  private final Duration timeout;

  /**
   * @param timeout for one request and its whole answer
   */
  ApiServer(Endpoint endpoint, ApiClient client, Duration timeout) {
    this.endpoint = endpoint;
    this.client = client;
    this.timeout = timeout;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  /**
   * @param function such as {@code chat/completions}
   */
  <T> T post(String function, Map<String, @Nullable Object> body, Reader<T> reader)
      throws ApiFailure, InterruptedException {
    Request request = endpoint.request(function).post(new Once(Json.compact(body))).build();
    try (Exchange exchange = client.send(request, timeout)) {
      try {
        Exchange.Head head = exchange.head();
        if (head.isSuccess()) {
          return reader.read(head, exchange);
        }
        String text = text(exchange);
        throw new Failures(endpoint).status(head.status(), head.headers(), request.url(), text);
      } catch (IOException e) {
        throw new NetworkFailures(endpoint, client.proxy(request.url()), timeout)
            .of(e, exchange.hasBegun());
      }
    }
  }

  void evict() {
    client.evict();
  }

  /** The status says enough if the body cannot be read. */
  private static String text(Exchange exchange) throws InterruptedException {
    try {
      return exchange.text();
    } catch (IOException e) {
      return "";
    }
  }

  /** JSON that okhttp does not send a second time by itself: retries are counted elsewhere. */
  private static final class Once extends RequestBody {
    private static final MediaType JSON = MediaType.get("application/json");

    private final byte[] bytes;

    private Once(String json) {
      this.bytes = json.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public MediaType contentType() {
      return JSON;
    }

    @Override
    public long contentLength() {
      return bytes.length;
    }

    @Override
    public boolean isOneShot() {
      return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      sink.write(bytes);
    }
  }
}
