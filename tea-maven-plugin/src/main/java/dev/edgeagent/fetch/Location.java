package dev.edgeagent.fetch;

import java.net.URI;

/**
 * Where the bytes are to be had for now.
 *
 * @param url often signed for some minutes: not for logs
 * @param validator equal for two locations only if both have the same bytes, as far as the server
 *     tells
 */
record Location(URI url, String validator) {
  @Override
  public String toString() {
    return "Location[" + url.getHost() + ", " + validator + "]";
  }
}
