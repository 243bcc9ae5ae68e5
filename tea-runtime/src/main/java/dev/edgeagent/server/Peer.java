package dev.edgeagent.server;

import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The other end of a connection. The JDK's server notices that it has gone only when it writes;
 * Linux knows it before: {@code /proc/net/tcp}, whose form is in the kernel's
 * Documentation/networking/proc_net_tcp.rst.
 */
final class Peer {

  private static final String ESTABLISHED = "01";

  /** In front of the IPv4 address of a socket that takes both kinds: {@code ::ffff:0:0/96}. */
  private static final String MAPPED =
      word(new byte[4]) + word(new byte[4]) + word(new byte[] {0, 0, -1, -1});

  private final String connection;
  private final String mapped;
  private final boolean isVisible;

  /** Of a connection that is open as yet: it is looked for only if it is found now. */
  Peer(InetSocketAddress local, InetSocketAddress remote) {
    connection = " " + address(local) + " " + address(remote) + " ";
    mapped = " " + MAPPED + address(local) + " " + MAPPED + address(remote) + " ";
    isVisible = !state().isEmpty();
  }

  /** Whether the client has closed the connection; false where that cannot be seen. */
  boolean hasGone() {
    return isVisible && !state().equals(ESTABLISHED);
  }

  /** The connection's state in the kernel's digits; empty if there is no such connection. */
  private String state() {
    String state = state("/proc/self/net/tcp6", mapped);
    state = state.isEmpty() ? state("/proc/self/net/tcp6", connection) : state;
    return state.isEmpty() ? state("/proc/self/net/tcp", connection) : state;
  }

  private static String state(String table, String connection) {
    // Not through Files: what it opens is closed by an interrupt, and nobody has gone by that.
    try (var in = new FileInputStream(table)) {
      String lines = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      int start = lines.indexOf(connection);
      int end = start + connection.length();
      return start < 0 ? "" : lines.substring(end, end + 2);
    } catch (IOException e) { // another system, or one without IPv6
      return "";
    }
  }

  private static String address(InetSocketAddress socket) {
    byte[] bytes = socket.getAddress().getAddress();
    var text = new StringBuilder();
    for (int i = 0; i < bytes.length; i += 4) {
      text.append(word(new byte[] {bytes[i], bytes[i + 1], bytes[i + 2], bytes[i + 3]}));
    }
    return text.append(":%04X".formatted(socket.getPort())).toString();
  }

  private static String word(byte[] four) {
    return "%08X".formatted(ByteBuffer.wrap(four).order(ByteOrder.nativeOrder()).getInt());
  }
}
