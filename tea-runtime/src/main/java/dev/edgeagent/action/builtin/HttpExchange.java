package dev.edgeagent.action.builtin;

import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.Params;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.Response;
import okio.BufferedSource;

/** One request and its answer, in limits of time and size. */
final class HttpExchange {

  private static final double DEFAULT_SECONDS = 30;
  private static final double MAX_SECONDS = 86_400;
  private static final long MAX_BYTES = 64L << 20;

  private final Call call;
  private final double seconds;
  private final String request;
  private final String server;

  private HttpExchange(Call call, double seconds) {
    this.call = call;
    this.seconds = seconds;
    HttpUrl url = call.request().url();
    this.request = call.request().method() + " " + HttpRequest.shown(url);
    this.server = url.host() + ":" + url.port();
    call.timeout().timeout((long) (seconds * 1e9), TimeUnit.NANOSECONDS);
  }

  /**
   * Takes a node's parameters.
   *
   * @throws ActionException if one of them is missing or wrong
   */
  static HttpExchange of(String method, Params params) throws ActionException {
    double seconds = params.number("timeout").orElse(DEFAULT_SECONDS);
    if (seconds < 0.001 || seconds > MAX_SECONDS) {
      throw params.wrong("timeout", "a number of seconds from 0.001 to " + (long) MAX_SECONDS);
    }
    return new HttpExchange(HttpClient.shared().newCall(HttpRequest.of(method, params)), seconds);
  }

  /**
   * Waits for the whole answer, on a thread of its own: nothing interrupts one that reads a socket.
   *
   * @throws ActionException if there is none
   * @throws InterruptedException at once, and the connection is closed
   */
  HttpResponse run() throws ActionException, InterruptedException {
    var task = new FutureTask<>(this::exchange);
    Thread.ofPlatform().daemon().name("http").start(task);
    try {
      return task.get();
    } catch (InterruptedException e) {
      call.cancel();
      throw e;
    } catch (ExecutionException e) {
      throw switch (e.getCause()) {
        case ActionException failure -> failure;
        case IOException failure -> failure(failure);
        case OutOfMemoryError _ ->
            new ActionException(
                request + ": there is no memory for the answer", "ask for less at a time", e);
        case null, default -> throw new IllegalStateException(request, e.getCause());
      };
    }
  }

  private HttpResponse exchange() throws IOException, ActionException {
    try (Response response = call.execute()) {
      BufferedSource body = response.body().source();
      if (body.request(MAX_BYTES + 1)) {
        throw new ActionException(
            request + ": the answer is longer than " + (MAX_BYTES >> 20) + " MB",
            "ask for less at a time");
      }
      Map<String, String> headers = new LinkedHashMap<>();
      response
          .headers()
          .forEach(
              header ->
                  headers.merge(
                      HttpResponse.key(header.getFirst()),
                      header.getSecond(),
                      (first, second) -> first + ", " + second));
      return new HttpResponse(request, response.code(), headers, body.readByteArray());
    }
  }

  private ActionException failure(IOException e) {
    return switch (e) {
      // okhttp's limit for connecting; the one for the whole call is no SocketTimeoutException.
      case SocketTimeoutException _ -> unreachable(e);
      case InterruptedIOException _ ->
          ActionException.temporary(
              request + ": no whole answer from " + server + " within " + seconds + " s",
              "raise 'timeout', or check that " + server + " can be reached from here",
              e);
      case UnknownHostException _ ->
          ActionException.temporary(
              request + ": the host of " + server + " is unknown",
              "check its name in 'url', and that this machine is connected",
              e);
      case ConnectException _ -> unreachable(e);
      case NoRouteToHostException _ -> unreachable(e);
      case SSLException _ ->
          new ActionException(
              request + ": no encrypted connection to " + server + ": " + e.getMessage(),
              "check the address and this machine's clock; Java must know who issued the"
                  + " certificate",
              e);
      case ProtocolException _ ->
          new ActionException(request + ": " + e.getMessage(), "check the address", e);
      default ->
          ActionException.temporary(
              request + ": the connection to " + server + " broke: " + e.getMessage(),
              "try again, or see the log of the server",
              e);
    };
  }

  private ActionException unreachable(IOException e) {
    return ActionException.temporary(
        request + ": nothing answers at " + server + ": " + e.getMessage(),
        "check host and port in 'url', and that the server runs",
        e);
  }
}
