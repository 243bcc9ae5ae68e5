package dev.edgeagent.llm;

import org.jspecify.annotations.Nullable;

/** A model cannot be found, loaded or asked, for a reason that the user can repair. */
public final class ModelException extends Exception {
  private static final long serialVersionUID = 1;

  private final String fix;
  private final boolean isTemporary;

  /**
   * @param what what is wrong, with the file or the numbers it is wrong with
   * @param fix what to do about it
   */
  public ModelException(String what, String fix) {
    this(what, fix, null);
  }

  public ModelException(String what, String fix, @Nullable Throwable cause) {
    this(what, fix, cause, false);
  }

  private ModelException(String what, String fix, @Nullable Throwable cause, boolean isTemporary) {
    super(what, cause);
    this.fix = fix;
    this.isTemporary = isTemporary;
  }

  /** One that may be gone if the same is tried again: a server that is busy. */
  public static ModelException temporary(String what, String fix, @Nullable Throwable cause) {
    return new ModelException(what, fix, cause, true);
  }

  /** The same from another thread, whose trace tells something, too. */
  ModelException onThisThread() {
    return new ModelException(String.valueOf(getMessage()), fix, this, isTemporary);
  }

  /** The same with more to do about it. */
  ModelException withFix(String other) {
    return new ModelException(String.valueOf(getMessage()), other, this, isTemporary);
  }

  /** Whether trying again, with nothing changed, may succeed. */
  public boolean isTemporary() {
    return isTemporary;
  }

  public String fix() {
    return fix;
  }
}
