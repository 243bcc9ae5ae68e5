package dev.edgeagent.llm;

import org.jspecify.annotations.Nullable;

/** A model cannot be found, loaded or asked, for a reason that the user can repair. */
public final class ModelException extends Exception {
  private static final long serialVersionUID = 1;

  /** What kind of reason, for programs. */
  public enum Reason {
    /** What was asked for: a file, a setting, a message. */
    REQUEST,
    /** The prompt does not fit the context; messages begin with this name. */
    CONTEXT_LENGTH_EXCEEDED,
    /** The engine failed, whatever was asked. */
    ENGINE,
    /** May be gone if the same is tried again: a server that is busy. */
    TEMPORARY
  }

  private final String fix;
  private final Reason reason;
  private @Nullable String setting;

  /**
   * What was asked for is wrong.
   *
   * @param what what is wrong, with the file or the numbers it is wrong with
   * @param fix what to do about it
   */
  public ModelException(String what, String fix) {
    this(what, fix, null);
  }

  public ModelException(String what, String fix, @Nullable Throwable cause) {
    this(Reason.REQUEST, what, fix, cause);
  }

  private ModelException(Reason reason, String what, String fix, @Nullable Throwable cause) {
    super(what, cause);
    this.fix = fix;
    this.reason = reason;
  }

  /**
   * A prompt that does not fit.
   *
   * @param what both counts, of tokens
   */
  public static ModelException contextLengthExceeded(String what, String fix) {
    return new ModelException(
        Reason.CONTEXT_LENGTH_EXCEEDED, "context_length_exceeded: " + what, fix, null);
  }

  /** A failure of the engine itself. */
  public static ModelException ofEngine(String what, String fix) {
    return new ModelException(Reason.ENGINE, what, fix, null);
  }

  /** One that may be gone if the same is tried again. */
  public static ModelException temporary(String what, String fix, @Nullable Throwable cause) {
    return new ModelException(Reason.TEMPORARY, what, fix, cause);
  }

  /** The same from another thread, whose trace tells something, too. */
  ModelException onThisThread() {
    return withFix(fix);
  }

  /** The same with more to do about it. */
  ModelException withFix(String other) {
    return new ModelException(reason, String.valueOf(getMessage()), other, this).about(setting);
  }

  /**
   * The same, about the value of a setting.
   *
   * @param name as workflows call it; null if it is about none
   */
  public ModelException about(@Nullable String name) {
    setting = name;
    return this;
  }

  /** The setting whose value is wrong; null if it is not a setting's. */
  public @Nullable String setting() {
    return setting;
  }

  public Reason reason() {
    return reason;
  }

  /** Whether trying again, with nothing changed, may succeed. */
  public boolean isTemporary() {
    return reason == Reason.TEMPORARY;
  }

  public String fix() {
    return fix;
  }
}
