package dev.edgeagent.fuzz;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ends the process, with the stack of the thread that hangs, if it is not closed in time. */
public final class Watchdog implements AutoCloseable {

  private static final int HANGS = 4;

  private final CountDownLatch closed = new CountDownLatch(1);

  private Watchdog() {}

  public static Watchdog over(Thread watched, long seed, int at, long seconds) {
    var watchdog = new Watchdog();
    Thread.ofPlatform().daemon().start(() -> watchdog.watch(watched, seed, at, seconds));
    return watchdog;
  }

  private void watch(Thread watched, long seed, int at, long seconds) {
    try {
      if (!closed.await(seconds, TimeUnit.SECONDS)) {
        System.out.println("seed " + seed + ", case " + at + ": hangs");
        for (StackTraceElement element : watched.getStackTrace()) {
          System.out.println("  at " + element);
        }
        System.out.flush();
        Runtime.getRuntime().halt(HANGS);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
