package dev.edgeagent.template;

/** An error found at an offset of the source, before the line and column are known. */
final class PositionedFault extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient TemplateException error;
  private final int at;

  PositionedFault(String what, String fix, int at) {
    super(what, null, false, false);
    this.error = new TemplateException(TemplateException.Kind.SYNTAX, what, fix);
    this.at = at;
  }

  TemplateException error() {
    return error;
  }

  int at() {
    return at;
  }
}
