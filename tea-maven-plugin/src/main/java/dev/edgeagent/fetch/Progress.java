package dev.edgeagent.fetch;

import java.net.URI;

/**
 * Is told how a download goes. All methods of one download are called one after the other, but not
 * by one thread.
 */
public interface Progress {
  /** Tells nobody. */
  Progress NONE =
      new Progress() {
        @Override
        public void started(URI address, long bytes, long present) {}

        @Override
        public void advanced(long present) {}

        @Override
        public void finished() {}

        @Override
        public void failed(Exception reason) {}
      };

  /**
   * Bytes will come from here.
   *
   * @param address without any secret: never the signed address of a CDN
   * @param bytes the size of the whole file
   * @param present how many of them are on the disk from an earlier run
   */
  void started(URI address, long bytes, long present);

  /**
   * @param present how many bytes are on the disk now; less than before if it had to begin again
   */
  void advanced(long present);

  /** Everything is there and verified. */
  void finished();

  /** Nothing more comes from this address. */
  void failed(Exception reason);
}
