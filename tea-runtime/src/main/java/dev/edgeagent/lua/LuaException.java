package dev.edgeagent.lua;

/** A script that is no Lua, failed, or wanted too much, with the line in the script's own text. */
public final class LuaException extends Exception {

  /** What kind of failure this is. */
  public enum Kind {
    /** The text is not Lua. */
    SYNTAX,
    /** The script raised an error, or its values are none that JSON knows. */
    RUNTIME,
    /** The script wanted more than {@link LuaLimits} grants. */
    LIMIT,
    /** Lua itself cannot be loaded on this machine. */
    UNAVAILABLE
  }

  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final String what;
  private final String fix;
  private final int line;

  LuaException(Kind kind, String what, String fix, int line) {
    super(what);
    this.kind = kind;
    this.what = what;
    this.fix = fix;
    this.line = line;
  }

  static LuaException unavailable(String what, String fix, Throwable cause) {
    LuaException exception = new LuaException(Kind.UNAVAILABLE, what, fix, 0);
    exception.initCause(cause);
    return exception;
  }

  public Kind kind() {
    return kind;
  }

  /** What is wrong, without the line. */
  public String what() {
    return what;
  }

  /** What to do about it. */
  public String fix() {
    return fix;
  }

  /** The line in the script's text, from 1; 0 if there is none. */
  public int line() {
    return line;
  }

  /** {@code line 2: what}. */
  @Override
  public String getMessage() {
    return line == 0 ? what : "line " + line + ": " + what;
  }
}
