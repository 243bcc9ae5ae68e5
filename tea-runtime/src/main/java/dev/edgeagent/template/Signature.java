package dev.edgeagent.template;

import java.util.List;

/** A macro's parameters; the defaults belong to the last ones. */
record Signature(List<String> names, List<Expr> defaults) {

  /** The default of parameter {@code i}, or null. */
  Expr defaultOf(int i) {
    int j = i - (names.size() - defaults.size());
    return j < 0 ? null : defaults.get(j);
  }
}
