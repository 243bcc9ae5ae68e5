package dev.edgeagent.action;

import org.jspecify.annotations.Nullable;

/** An action cannot do what it is asked to, for a reason that the user can repair. */
public final class ActionException extends Exception {
  private static final long serialVersionUID = 1;

  private final String fix;

  /**
   * @param what what is wrong, with the parameter it is wrong with
   * @param fix what to do about it
   */
  public ActionException(String what, String fix) {
    this(what, fix, null);
  }

  public ActionException(String what, String fix, @Nullable Throwable cause) {
    super(what, cause);
    this.fix = fix;
  }

  /** Whether the same may succeed later without anybody changing anything. */
  public boolean isRetryable() {
    return false;
  }

  public String fix() {
    return fix;
  }
}
