package dev.edgeagent.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgeagent.json.Json;
import dev.edgeagent.json.JsonException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A client of the server. */
final class Client {

  /** An answer, with what is in every JSON of the API. */
  record Answer(int status, HttpHeaders headers, String body) {

    @SuppressWarnings("unchecked") // each body is an object
    Map<String, Object> json() {
      try {
        return (Map<String, Object>) Json.parse(body);
      } catch (JsonException e) {
        throw new AssertionError(body, e);
      }
    }

    /** A value in it: names, and indexes of lists. */
    Object at(Object... path) {
      Object value = json();
      for (Object step : path) {
        value =
            step instanceof Integer index
                ? ((List<?>) value).get(index)
                : ((Map<?, ?>) value).get(step);
      }
      return value;
    }
  }

  private final HttpClient http = HttpClient.newHttpClient();
  private final InetSocketAddress address;

  Client(ApiServer server) {
    address = server.address();
  }

  String url() {
    return "http://127.0.0.1:" + address.getPort();
  }

  Answer get(String path, String... headers) throws IOException, InterruptedException {
    return answer(request(path, headers).build());
  }

  Answer post(String path, String body, String... headers)
      throws IOException, InterruptedException {
    return answer(request(path, headers).POST(HttpRequest.BodyPublishers.ofString(body)).build());
  }

  Answer send(String method, String path) throws IOException, InterruptedException {
    return answer(request(path).method(method, HttpRequest.BodyPublishers.noBody()).build());
  }

  Answer chat(String question) throws IOException, InterruptedException {
    return post("/v1/chat/completions", chatBody(question, ""));
  }

  static String chatBody(String question, String more) {
    return "{\"messages\": [{\"role\": \"user\", \"content\": "
        + Json.compact(question)
        + "}]"
        + more
        + "}";
  }

  /** The lines of a stream while they come. */
  Stream<String> stream(String path, String body) throws IOException, InterruptedException {
    return http.send(
            request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
            HttpResponse.BodyHandlers.ofLines())
        .body();
  }

  /** A connection on which a request is sent as it stands. */
  Socket open(String request) throws IOException {
    var socket = new Socket(address.getAddress(), address.getPort());
    socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
    return socket;
  }

  /** A connection on which a body is posted. */
  Socket openPost(String path, String body) throws IOException {
    return open(
        "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(path, body.getBytes(StandardCharsets.UTF_8).length, body));
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return request;
  }

  private Answer answer(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.body()).endsWith("\n");
    return new Answer(response.statusCode(), response.headers(), response.body().strip());
  }
}
