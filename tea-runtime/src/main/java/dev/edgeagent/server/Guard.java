package dev.edgeagent.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask. A web page of elsewhere may not, although the browser that shows it is on this
 * machine: neither as itself (Origin), nor by a name that it lets point here (Host).
 */
final class Guard {

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]", Pattern.CASE_INSENSITIVE);

  private final ServerSettings settings;

  Guard(ServerSettings settings) {
    this.settings = settings;
  }

  /**
   * @throws RequestException if a web page asks that is not this server's, which has none
   */
  void requireNoForeignPage(Exchange exchange) throws RequestException {
    String host = exchange.header("Host");
    if (settings.token() == null && host != null && !isLoopback(host)) {
      throw RequestException.forbidden(
          "the request is for the host '"
              + host
              + "', and this server answers for localhost only unless it has a token",
          "wrong_host");
    }
    String origin = exchange.header("Origin");
    if (origin != null && !origin.replaceFirst("^https?://", "").equals(host)) {
      throw RequestException.forbidden(
          "web pages of " + origin + " may not use this server", "wrong_origin");
    }
  }

  /**
   * @throws RequestException if the client does not send the token
   */
  void requireToken(Exchange exchange) throws RequestException {
    String token = settings.token();
    if (token == null) {
      return;
    }
    String given = bearer(exchange.header("Authorization"));
    if (given == null) {
      throw RequestException.unauthorized(
          "the token is missing: send the header 'Authorization: Bearer TOKEN'");
    }
    if (!MessageDigest.isEqual( // in a time that does not depend on how much of it is right
        given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8))) {
      throw RequestException.unauthorized("the token is not this server's");
    }
  }

  private static @Nullable String bearer(@Nullable String header) {
    boolean isBearer = header != null && header.toLowerCase(Locale.ROOT).startsWith("bearer ");
    return header == null || !isBearer ? null : header.substring("bearer ".length()).strip();
  }

  /**
   * @param host with or without a port
   */
  private static boolean isLoopback(String host) {
    return LOOPBACK.matcher(host.replaceFirst(":\\d+$", "")).matches();
  }
}
