package dev.edgeagent.json;

/** The text is not JSON. */
public final class JsonException extends Exception {
  private static final long serialVersionUID = 1;

  private final int line;
  private final int column;

  JsonException(String what, int line, int column) {
    super(what);
    this.line = line;
    this.column = column;
  }

  /** From 1. */
  public int line() {
    return line;
  }

  /** In characters, from 1. */
  public int column() {
    return column;
  }
}
