package dev.edgeagent.llm.api;

import dev.edgeagent.llm.ModelException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tries again what failed for a passing reason: after as long as the server asks for, else after 1,
 * 2, 4, ... seconds, a random part of up to a quarter less, so that many clients do not come back
 * together. Nothing waits longer than 60 s.
 */
final class Retries {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(60);

  /** Lets time pass. */
  interface Pause {
    void take(Duration duration) throws InterruptedException;
  }

  /** One try. */
  interface Attempt<T> {
    T run() throws ApiFailure, InterruptedException;
  }

  private final Pause pause;
  private final DoubleSupplier random;
  private final Consumer<String> warn;

  /**
   * @param random from 0 to 1
   * @param warn is told why there is a wait
   */
  Retries(Pause pause, DoubleSupplier random, Consumer<String> warn) {
    this.pause = pause;
    this.random = random;
    this.warn = warn;
  }

  static Retries inRealTime(Consumer<String> warn) {
    return new Retries(Thread::sleep, () -> ThreadLocalRandom.current().nextDouble(), warn);
  }

  /**
   * @param most tries after the first one
   * @throws ModelException of the last try
   */
  <T> T run(int most, Attempt<T> attempt) throws ModelException, InterruptedException {
    for (int repeated = 0; ; repeated++) {
      try {
        return attempt.run();
      } catch (ApiFailure failure) {
        if (!failure.isRepeatable() || repeated == most) {
          throw repeated == 0 ? failure.error() : counted(failure, repeated + 1);
        }
        Duration wait = wait(failure.retryAfter(), repeated);
        warn.accept(
            String.format(
                Locale.ROOT,
                "warning: %s; trying again in %.1f s (%d of %d)",
                failure.error().getMessage(),
                wait.toMillis() / 1000.0,
                repeated + 1,
                most));
        pause.take(wait);
      }
    }
  }

  private Duration wait(@Nullable Duration asked, int repeated) {
    Duration wait = asked;
    if (wait == null) {
      long backoff = FIRST.toMillis() << Math.min(repeated, 6);
      wait =
          Duration.ofMillis(
              (long) (Math.min(backoff, LONGEST.toMillis()) * (1 - random.getAsDouble() / 4)));
    }
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }

  private static ModelException counted(ApiFailure failure, int tries) {
    ModelException last = failure.error();
    String what = last.getMessage() + " (tried " + tries + " times)";
    return last.isTemporary()
        ? ModelException.temporary(what, last.fix(), last)
        : new ModelException(what, last.fix(), last);
  }
}
