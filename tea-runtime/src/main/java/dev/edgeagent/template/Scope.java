package dev.edgeagent.template;

import java.util.HashMap;
import java.util.Map;

/**
 * The variables of a block; names not found here are looked up outwards, then in the context, then
 * among the globals.
 */
final class Scope {

  final Run run;
  private final Scope parent;
  private Map<String, Object> variables;

  Scope(Run run, Scope parent) {
    this.run = run;
    this.parent = parent;
  }

  void set(String name, Object value) {
    if (variables == null) {
      variables = new HashMap<>();
    }
    variables.put(name, value);
  }

  Object lookup(String name) {
    for (Scope scope = this; scope != null; scope = scope.parent) {
      if (scope.variables != null) {
        Object value = scope.variables.get(name);
        if (value != null || scope.variables.containsKey(name)) {
          return value;
        }
      }
    }
    return run.global(name);
  }
}
