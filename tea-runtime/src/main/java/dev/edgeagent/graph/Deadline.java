package dev.edgeagent.graph;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Interrupts the thread that made it when its time is up. */
final class Deadline implements AutoCloseable {

  private final Thread owner = Thread.currentThread();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final @Nullable Thread timer;
  private volatile boolean expired;

  /**
   * @param time null for never
   */
  Deadline(@Nullable Duration time) {
    timer = time == null ? null : Thread.ofVirtual().name("deadline").start(() -> await(time));
  }

  private void await(Duration time) {
    try {
      if (!closed.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
        expired = true;
        owner.interrupt();
      }
    } catch (InterruptedException e) { // nobody interrupts it
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the time was up before {@link #close}. */
  boolean isExpired() {
    return expired;
  }

  /** Stops the clock. An interruption by it that the owner has not seen is taken back. */
  @Override
  public void close() {
    if (timer == null) {
      return;
    }
    closed.countDown();
    boolean interrupted = false;
    while (true) {
      try {
        timer.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    boolean pending = Thread.interrupted() || interrupted;
    if (pending && !expired) {
      owner.interrupt();
    }
  }
}
