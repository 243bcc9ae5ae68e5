package dev.edgeagent.fetch;

import java.time.Duration;
import java.util.Optional;

/** Why a transfer stopped, where trying again may help. Never leaves this package. */
final class Interruption extends Exception {
  private static final long serialVersionUID = 1L;

  /** What has to be done before the next attempt. */
  enum Kind {
    /** Nothing: the same again. */
    RETRY,
    /** The signed address is no longer good: ask for a new one. */
    EXPIRED,
    /** What is on the disk belongs to another version of the file: begin again. */
    CHANGED,
    /** The server sends whole files only: begin again, without ranges. */
    WHOLE_FILES_ONLY
  }

  private final Kind kind;
  private final transient Optional<Duration> wait;

  private Interruption(Kind kind, String what, Optional<Duration> wait) {
    super(what, null, false, false);
    this.kind = kind;
    this.wait = wait;
  }

  static Interruption retry(String what) {
    return new Interruption(Kind.RETRY, what, Optional.empty());
  }

  /**
   * @param wait how long the server wants not to be asked
   */
  static Interruption retryAfter(String what, Optional<Duration> wait) {
    return new Interruption(Kind.RETRY, what, wait);
  }

  static Interruption now(Kind kind, String what) {
    return new Interruption(kind, what, Optional.of(Duration.ZERO));
  }

  Kind kind() {
    return kind;
  }

  /** How long to wait before the next attempt, if somebody knows. */
  Optional<Duration> askedWait() {
    return wait;
  }
}
