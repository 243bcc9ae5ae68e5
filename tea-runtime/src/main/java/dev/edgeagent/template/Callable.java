package dev.edgeagent.template;

/** A value that templates can call. */
interface Callable {

  Object call(Arguments arguments, Run run) throws TemplateException;

  /** How it prints. */
  String repr();
}
