package dev.edgeagent.template;

/** A method of a value, not yet called. */
record BoundMethod(Object target, String name) implements Callable {

  @Override
  public Object call(Arguments arguments, Run run) throws TemplateException {
    return Methods.call(target, name, arguments, run);
  }

  @Override
  public String repr() {
    return "<built-in method " + name + " of " + PyValue.type(target) + " object>";
  }
}
