package dev.edgeagent.template;

/**
 * A template that cannot be parsed or rendered, with the place in the template's own text and what
 * to do about it. The message follows Jinja2's where Jinja2 has one.
 */
public final class TemplateException extends Exception {

  /** Which of Jinja2's and Python's families of errors this is. */
  public enum Kind {
    /** The template's text is wrong: found while parsing. */
    SYNTAX,
    /** A name, attribute or element that does not exist was used. */
    UNDEFINED,
    /**
     * Jinja2's other run-time errors, and what a template raises itself with {@code
     * raise_exception}.
     */
    TEMPLATE,
    /**
     * What is an ordinary Python exception in Jinja2: a wrong type or value, a division by zero.
     */
    VALUE,
    /** The template wanted more steps, depth or text than {@link Limits} grants. */
    LIMIT
  }

  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final String fix;
  private int line;
  private int column;

  TemplateException(Kind kind, String what, String fix) {
    super(what);
    this.kind = kind;
    this.fix = fix;
  }

  static TemplateException undefined(String what) {
    return new TemplateException(
        Kind.UNDEFINED, what, "check the spelling, set the value, or write | default('...')");
  }

  static TemplateException template(String what, String fix) {
    return new TemplateException(Kind.TEMPLATE, what, fix);
  }

  static TemplateException value(String what) {
    return new TemplateException(Kind.VALUE, what, "check the types and values in this expression");
  }

  static TemplateException limit(String what) {
    return new TemplateException(Kind.LIMIT, what, "make the template or its data smaller");
  }

  /** Adds the place, unless an inner expression already did. */
  TemplateException at(int line, int column) {
    if (this.line == 0) {
      this.line = line;
      this.column = column;
    }
    return this;
  }

  public Kind kind() {
    return kind;
  }

  /** What is wrong, without the place. */
  public String what() {
    return super.getMessage();
  }

  /** What to do about it. */
  public String fix() {
    return fix;
  }

  /** The line in the template's text, from 1; 0 if there is none. */
  public int line() {
    return line;
  }

  /** The column in the template's text, from 1; 0 if there is none. */
  public int column() {
    return column;
  }

  /** {@code line 2, column 5: what}. */
  @Override
  public String getMessage() {
    return line == 0 ? what() : "line " + line + ", column " + column + ": " + what();
  }
}
