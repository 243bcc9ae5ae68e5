package dev.edgeagent.llm.grammar;

/**
 * A grammar that llama.cpp would not take, or a JSON Schema that no grammar of it keeps to. The
 * message begins with the place: {@code grammar:3:12: } or {@code schema#/properties/x: }.
 */
public final class GrammarException extends Exception {
  private static final long serialVersionUID = 1;

  private final int line;
  private final int column;
  private final String what;
  private final String fix;

  /**
   * @param line in the grammar, from 1
   * @param column in code points, from 1
   * @param what what is wrong there
   * @param fix what to do about it
   */
  public GrammarException(int line, int column, String what, String fix) {
    this("grammar:" + line + ":" + column, line, column, what, fix);
  }

  private GrammarException(String place, int line, int column, String what, String fix) {
    super(place + ": " + what);
    this.what = what;
    this.line = line;
    this.column = column;
    this.fix = fix;
  }

  /**
   * One in a JSON Schema, which has no lines.
   *
   * @param pointer a JSON pointer into the schema; empty for the schema itself
   */
  static GrammarException inSchema(String pointer, String what, String fix) {
    return new GrammarException("schema#" + pointer, 0, 0, what, fix);
  }

  static GrammarException at(Position at, String what, String fix) {
    return new GrammarException(at.line(), at.column(), what, fix);
  }

  /** From 1; 0 in a JSON Schema. */
  public int line() {
    return line;
  }

  /** In code points from 1; 0 in a JSON Schema. */
  public int column() {
    return column;
  }

  /** The message without the place. */
  String what() {
    return what;
  }

  public String fix() {
    return fix;
  }
}
