package dev.edgeagent.template;

/**
 * A value that does not exist.
 *
 * @param message what an error says of it
 * @param strict whether any use is an error
 */
record Undefined(String message, boolean strict) {

  TemplateException error() {
    return TemplateException.undefined(message);
  }

  /** Fails if strict, where the lenient kind acts as an empty value. */
  void use() throws TemplateException {
    if (strict) {
      throw error();
    }
  }
}
