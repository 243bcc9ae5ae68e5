package dev.edgeagent.cli.chat;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Shows that something takes its time, and how long it has taken, until it is closed. */
public final class Waiting implements AutoCloseable {

  private final Consumer<String> show;
  private final String what;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("waiting").daemon().factory());
  private int seconds;
  private boolean closed;

  /**
   * @param show replaces what was shown; empty for nothing
   * @param what is going on
   */
  public Waiting(Consumer<String> show, String what) {
    this.show = show;
    this.what = what;
    show.accept("… " + what);
    var ignored = clock.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
  }

  private synchronized void tick() {
    if (!closed) {
      seconds++;
      show.accept("… " + what + "  " + seconds + " s");
    }
  }

  /** Shows nothing from now on; may be called several times, from any thread. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      clock.shutdownNow();
      show.accept("");
    }
  }
}
