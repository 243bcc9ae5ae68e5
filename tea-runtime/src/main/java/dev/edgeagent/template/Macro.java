package dev.edgeagent.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A macro with the scope that it was defined in. */
final class Macro implements Callable {

  private static final int CALLER = 1;
  private static final int VARARGS = 2;
  private static final int KWARGS = 4;

  private final Stmt.MacroDefinition definition;
  private final Scope scope;

  Macro(Stmt.MacroDefinition definition, Scope scope) {
    this.definition = definition;
    this.scope = scope;
  }

  /** The bit of a name that a macro only has if its body mentions it; 0 for other names. */
  static int implicit(String name) {
    return switch (name) {
      case "caller" -> CALLER;
      case "varargs" -> VARARGS;
      case "kwargs" -> KWARGS;
      default -> 0;
    };
  }

  @Override
  public Object call(Arguments arguments, Run run) throws TemplateException {
    Scope inner = new Scope(run, scope);
    Map<String, Object> named = new LinkedHashMap<>(arguments.named());
    List<String> names = definition.signature().names();
    List<Object> positional = arguments.positional();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (i < positional.size()) {
        inner.set(name, positional.get(i));
      } else if (named.containsKey(name)) {
        inner.set(name, named.remove(name));
      } else {
        Expr otherwise = definition.signature().defaultOf(i);
        inner.set(
            name,
            otherwise != null
                ? run.value(otherwise, inner)
                : run.undefined("parameter " + PyFormat.quote(name) + " was not provided"));
      }
    }
    implicits(inner, named, positional, names.size(), run);
    Output out = new Output(run);
    Stmt.runAll(definition.body(), inner, out);
    return out.toString();
  }

  private void implicits(
      Scope inner, Map<String, Object> named, List<Object> positional, int count, Run run)
      throws TemplateException {
    if (uses(CALLER) && !definition.signature().names().contains("caller")) {
      Object caller = named.remove("caller");
      inner.set("caller", caller != null ? caller : run.undefined("No caller defined"));
    }
    if (uses(KWARGS)) {
      inner.set("kwargs", named);
    } else if (!named.isEmpty()) {
      throw TemplateException.value(
          "macro "
              + PyFormat.repr(definition.name())
              + " takes no keyword argument "
              + PyFormat.quote(named.keySet().iterator().next()));
    }
    if (uses(VARARGS)) {
      inner.set(
          "varargs",
          new Tuple(
              positional.size() > count
                  ? positional.subList(count, positional.size())
                  : List.of()));
    } else if (positional.size() > count) {
      throw TemplateException.value(
          "macro "
              + PyFormat.repr(definition.name())
              + " takes not more than "
              + count
              + " argument(s)");
    }
  }

  private boolean uses(int name) {
    return (definition.implicit() & name) != 0;
  }

  /** The value, or {@link Arguments#ABSENT}. */
  Object attribute(String name) {
    return switch (name) {
      case "name" -> definition.name();
      case "arguments" -> new Tuple(List.copyOf(definition.signature().names()));
      case "catch_kwargs" -> uses(KWARGS);
      case "catch_varargs" -> uses(VARARGS);
      case "caller" -> uses(CALLER);
      default -> Arguments.ABSENT;
    };
  }

  @Override
  public String repr() {
    return "<Macro "
        + (definition.name() == null ? "anonymous" : PyFormat.quote(definition.name()))
        + ">";
  }
}
