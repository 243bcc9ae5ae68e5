package dev.edgeagent.llm;

import org.jspecify.annotations.Nullable;

/** A model cannot be found, loaded or asked, for a reason that the user can repair. */
public final class ModelException extends Exception {
  private static final long serialVersionUID = 1;

  private final String fix;

  /**
   * @param what what is wrong, with the file or the numbers it is wrong with
   * @param fix what to do about it
   */
  public ModelException(String what, String fix) {
    this(what, fix, null);
  }

  public ModelException(String what, String fix, @Nullable Throwable cause) {
    super(what, cause);
    this.fix = fix;
  }

  public String fix() {
    return fix;
  }
}
