package dev.edgeagent.fetch;

import java.time.Duration;

/**
 * How a file is downloaded.
 *
 * @param connections how many at a time, where the server sends ranges
 * @param segmentBytes what one request asks for
 * @param stall a connection that sends nothing for this long is given up
 * @param pause how to wait between attempts
 */
record DownloadSettings(int connections, long segmentBytes, Duration stall, Patience.Pause pause) {

  /** Four connections: more gain nothing at the hub's CDN, and servers begin to refuse them. */
  static final DownloadSettings USUAL =
      new DownloadSettings(
          4, 32 << 20, Duration.ofSeconds(30), time -> Thread.sleep(time.toMillis()));
}
