package dev.edgeagent.template;

/** Stub. */
final class PrettyPrint {
  PrettyPrint(Run run) {}

  String of(Object value) throws TemplateException {
    return PyFormat.repr(value);
  }
}
