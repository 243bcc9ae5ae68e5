package dev.edgeagent.variant;

/** A value that a record of this package refuses; the reader adds where it stands in the file. */
final class InvalidValue extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String key;
  private final String fix;

  /**
   * @param key the YAML key whose value it is
   */
  InvalidValue(String key, String what, String fix) {
    super(what);
    this.key = key;
    this.fix = fix;
  }

  String key() {
    return key;
  }

  String fix() {
    return fix;
  }
}
