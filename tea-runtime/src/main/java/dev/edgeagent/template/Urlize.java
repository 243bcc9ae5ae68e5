package dev.edgeagent.template;

/** Stub. */
final class Urlize {
  private Urlize() {}

  static Object apply(Object value, Arguments arguments, Run run) throws TemplateException {
    throw TemplateException.template("the filter 'urlize' is not supported", "write the link out");
  }
}
