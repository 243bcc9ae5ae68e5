package dev.edgeagent.server;

import dev.edgeagent.llm.ContextSettings;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a server is told when it starts.
 *
 * @param address to listen on
 * @param port 0 for any that is free
 * @param token what clients must send as {@code Authorization: Bearer TOKEN}; null for none, which
 *     only a loopback address may have
 * @param queue how many requests may wait for the one that the model answers
 * @param aliases what clients may call the model; empty for the model's own name
 * @param context how the model computes, for all requests
 * @param limits what a client may take
 */
public record ServerSettings(
    InetAddress address,
    int port,
    @Nullable String token,
    int queue,
    List<String> aliases,
    ContextSettings context,
    Limits limits) {

  public ServerSettings {
    aliases = List.copyOf(aliases);
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port must be from 0 (any) to 65535, got " + port);
    }
    if (queue < 0) {
      throw new IllegalArgumentException("queue must be 0 or more, got " + queue);
    }
    if (token != null && token.isBlank()) {
      throw new IllegalArgumentException("the token must not be empty");
    }
    if (token == null && !address.isLoopbackAddress()) {
      throw new IllegalArgumentException(
          "whoever reaches " + address.getHostAddress() + " could use the model without a token");
    }
  }

  /**
   * What a client may take.
   *
   * @param bodyBytes the largest body of a request
   * @param writeMs milliseconds until a client that does not read is given up
   */
  public record Limits(int bodyBytes, long writeMs) {

    /** Room for the longest conversations, and for slow networks. */
    public static final Limits DEFAULT = new Limits(8 << 20, 60_000);
  }
}
