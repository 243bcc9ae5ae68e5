package dev.edgeagent.server;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** Lets in only as many requests as may wait, and the one that the model answers. */
final class Turnstile {

  private static final long LONGEST_RETRY_SECONDS = 60;

  private final int places;
  private final Semaphore free;
  private final AtomicLong lastNanos = new AtomicLong();

  /**
   * @param queue how many may wait
   */
  Turnstile(int queue) {
    places = Math.max(queue, queue + 1); // of the largest queue there is no next one
    free = new Semaphore(places);
  }

  /** A place, until it is closed. */
  interface Place extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * @throws RequestException if all places are taken; it says to come again after as long as the
   *     last request took
   */
  Place enter() throws RequestException {
    if (!free.tryAcquire()) {
      long seconds = (lastNanos.get() + 999_999_999) / 1_000_000_000;
      throw RequestException.queueFull(
          "the model is busy, and no more than "
              + (places - 1)
              + " requests may wait for it: try again later",
          Math.clamp(seconds, 1, LONGEST_RETRY_SECONDS));
    }
    long start = System.nanoTime();
    return () -> {
      lastNanos.set(System.nanoTime() - start);
      free.release();
    };
  }
}
