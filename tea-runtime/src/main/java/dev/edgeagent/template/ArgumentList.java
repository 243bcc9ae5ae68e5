package dev.edgeagent.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The arguments of a call as written; {@code names} and {@code named} belong together. */
record ArgumentList(
    List<Expr> positional,
    List<String> names,
    List<Expr> named,
    Expr moreArguments,
    Expr moreNamed) {

  static final ArgumentList NONE = new ArgumentList(List.of(), List.of(), List.of(), null, null);

  static ArgumentList of(Expr argument) {
    return new ArgumentList(List.of(argument), List.of(), List.of(), null, null);
  }

  Arguments eval(Scope scope) throws TemplateException {
    if (positional.isEmpty() && equals(NONE)) {
      return Arguments.NONE;
    }
    List<Object> values = new ArrayList<>(positional.size());
    for (Expr expression : positional) {
      values.add(scope.run.value(expression, scope));
    }
    if (moreArguments != null) {
      values.addAll(PyValue.iterate(scope.run.value(moreArguments, scope), scope.run));
    }
    Map<String, Object> byName =
        names.isEmpty() && moreNamed == null ? Map.of() : new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      byName.put(names.get(i), scope.run.value(named.get(i), scope));
    }
    if (moreNamed != null) {
      if (!(scope.run.value(moreNamed, scope) instanceof Map<?, ?> more)) {
        throw TemplateException.value("argument after ** must be a mapping");
      }
      scope.run.steps(more.size());
      for (Map.Entry<?, ?> entry : more.entrySet()) {
        if (!(entry.getKey() instanceof String name)) {
          throw TemplateException.value("keywords must be strings");
        }
        byName.put(name, PyValue.of(entry.getValue()));
      }
    }
    return new Arguments(values, byName);
  }
}
