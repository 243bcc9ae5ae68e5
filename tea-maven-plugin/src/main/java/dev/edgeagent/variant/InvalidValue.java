package dev.edgeagent.variant;

/** A value that a record of this package refuses; the reader adds where it stands in the file. */
final class InvalidValue extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String fix;

  InvalidValue(String what, String fix) {
    super(what);
    this.fix = fix;
  }

  String fix() {
    return fix;
  }
}
