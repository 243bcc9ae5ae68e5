package dev.edgeagent.action;

import org.jspecify.annotations.Nullable;

/** An action cannot do what it is asked to, for a reason that the user can repair. */
public final class ActionException extends Exception {
  private static final long serialVersionUID = 1;

  private final String fix;
  private final boolean retryable;

  /**
   * @param what what is wrong, with the parameter it is wrong with
   * @param fix what to do about it
   */
  public ActionException(String what, String fix) {
    this(what, fix, null);
  }

  /** As above, with the failure below it, for {@code --verbose}. */
  public ActionException(String what, String fix, @Nullable Throwable cause) {
    this(what, fix, cause, false);
  }

  private ActionException(String what, String fix, @Nullable Throwable cause, boolean retryable) {
    super(what, cause);
    this.fix = fix;
    this.retryable = retryable;
  }

  /**
   * One that may be gone if the same is tried again: a server that is busy, a connection that
   * broke.
   */
  public static ActionException temporary(String what, String fix, @Nullable Throwable cause) {
    return new ActionException(what, fix, cause, true);
  }

  /** What to do about it. */
  public String fix() {
    return fix;
  }

  /** Whether trying again, with nothing changed, may succeed. */
  public boolean isRetryable() {
    return retryable;
  }
}
