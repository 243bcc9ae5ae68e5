package dev.edgeagent.fetch;

import dev.edgeagent.BuildFailure;
import java.net.URI;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides how often and when something is tried again. */
final class Patience {
  private static final Logger log = LoggerFactory.getLogger(Patience.class);

  /** Waits; a test notes what it is asked for instead. */
  interface Pause {
    void sleep(Duration time) throws InterruptedException;
  }

  private static final int ATTEMPTS = 6;
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final URI address;
  private final Pause pause;
  private int failures;

  Patience(URI address, Pause pause) {
    this.address = address;
    this.pause = pause;
  }

  /** Bytes came: what failed before no longer counts. */
  void progress() {
    failures = 0;
  }

  /**
   * Returns when the next attempt is due: after the time that the server asked for, else after 1,
   * 2, 4, 8 and 16 seconds.
   *
   * @throws BuildFailure after six failures without a new byte, or when the wait is longer than
   *     people wait
   */
  void afterwards(Interruption reason) throws BuildFailure, InterruptedException {
    failures++;
    if (failures == ATTEMPTS) {
      throw new BuildFailure(
          "%s: %s, %d times in a row".formatted(address, reason.getMessage(), ATTEMPTS),
          "check the network and the proxy, then run this again: it goes on where it stopped");
    }
    Duration wait = reason.askedWait().orElse(Duration.ofSeconds(1L << (failures - 1)));
    if (wait.compareTo(LONGEST) > 0) {
      throw new BuildFailure(
          "%s: %s, and asks to wait %d s".formatted(address, reason.getMessage(), wait.toSeconds()),
          "run this again then: it goes on where it stopped");
    }
    if (wait.isZero()) {
      log.debug("{}: {}", address, reason.getMessage());
    } else {
      log.info("{}: {}; next attempt in {} s", address, reason.getMessage(), wait.toSeconds());
      pause.sleep(wait);
    }
  }
}
