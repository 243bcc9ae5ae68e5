package dev.edgeagent.action.builtin;

import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/**
 * The one client of the process, with its pool of connections. Made on first use: okhttp takes
 * longer to load than a short workflow to run. All of its own threads are daemons.
 */
final class HttpClient {

  /** Less than a call may take, so that another address of the host still gets its turn. */
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** Held here, since loggers are collected, and their levels with them. */
  private static final List<Logger> LOGGERS =
      List.of(Logger.getLogger("okhttp3"), Logger.getLogger("okio"));

  private static final OkHttpClient SHARED = create();

  private HttpClient() {}

  static OkHttpClient shared() {
    return SHARED;
  }

  private static OkHttpClient create() {
    LOGGERS.forEach(logger -> logger.setLevel(Level.OFF)); // they write to stderr
    return new OkHttpClient.Builder()
        .connectTimeout(CONNECT)
        // The call as a whole has a limit; a slow answer within it is none of ours.
        .readTimeout(Duration.ZERO)
        .writeTimeout(Duration.ZERO)
        .addNetworkInterceptor(HttpClient::keepEncrypted)
        .build();
  }

  /** From https, redirects lead only to https: what was sent encrypted must not go out in clear. */
  private static Response keepEncrypted(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    HttpUrl from = response.request().url();
    String location = response.header("Location");
    HttpUrl to = location == null || !response.isRedirect() ? null : from.resolve(location);
    if (to != null && from.isHttps() && !to.isHttps()) {
      response.close();
      throw new ProtocolException("it redirects from https to " + HttpRequest.shown(to));
    }
    return response;
  }
}
