package dev.edgeagent.template;

import java.util.List;

/** What can be assigned to. */
sealed interface Target {

  void assign(Scope scope, Object value) throws TemplateException;

  /** A variable. */
  record Named(String name) implements Target {
    @Override
    public void assign(Scope scope, Object value) {
      scope.set(name, value);
    }
  }

  /** Several at once, {@code a, (b, c)}. */
  record Parts(List<Target> parts) implements Target {
    @Override
    public void assign(Scope scope, Object value) throws TemplateException {
      List<Object> values = PyValue.iterate(value, scope.run);
      if (values.size() > parts.size()) {
        throw TemplateException.value("too many values to unpack (expected " + parts.size() + ")");
      }
      if (values.size() < parts.size()) {
        throw TemplateException.value(
            "not enough values to unpack (expected "
                + parts.size()
                + ", got "
                + values.size()
                + ")");
      }
      for (int i = 0; i < parts.size(); i++) {
        parts.get(i).assign(scope, values.get(i));
      }
    }
  }

  /** An attribute of a namespace. */
  record OfNamespace(String namespace, String attribute) implements Target {
    @Override
    public void assign(Scope scope, Object value) throws TemplateException {
      if (!(scope.lookup(namespace) instanceof Namespace target)) {
        throw TemplateException.template(
            "cannot assign attribute on non-namespace object",
            "create it with {% set " + namespace + " = namespace() %}");
      }
      target.attributes().put(attribute, value);
    }
  }
}
