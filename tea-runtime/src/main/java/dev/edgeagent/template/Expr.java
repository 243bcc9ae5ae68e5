package dev.edgeagent.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An expression, which evaluates itself. Children are evaluated through {@link Run#value}, which
 * counts steps and depth and places errors.
 */
sealed interface Expr {

  /** Offset in the source. */
  int at();

  Object eval(Scope scope) throws TemplateException;

  record Literal(int at, Object value) implements Expr {
    @Override
    public Object eval(Scope scope) {
      return value;
    }
  }

  record Name(int at, String name) implements Expr {
    @Override
    public Object eval(Scope scope) {
      return scope.lookup(name);
    }
  }

  record ListOf(int at, List<Expr> items) implements Expr {
    @Override
    public Object eval(Scope scope) throws TemplateException {
      return scope.run.values(items, scope);
    }
  }

  record TupleOf(int at, List<Expr> items) implements Expr {
    @Override
    public Object eval(Scope scope) throws TemplateException {
      return new Tuple(scope.run.values(items, scope));
    }
  }

  record DictOf(int at, List<Expr> keys, List<Expr> values) implements Expr {
    @Override
    public Object eval(Scope scope) throws TemplateException {
      Map<Object, Object> map = new LinkedHashMap<>();
      for (int i = 0; i < keys.size(); i++) {
        PyMap.put(map, scope.run.value(keys.get(i), scope), scope.run.value(values.get(i), scope));
      }
      return map;
    }
  }

  record Attribute(int at, Expr target, String name) implements Expr {
    @Override
    public Object eval(Scope scope) throws TemplateException {
      return Attributes.attribute(scope.run.value(target, scope), name, scope.run);
    }
  }

  record Item(int at, Expr target, Expr key) implements Expr {
    @Override
    public Object eval(Scope scope) throws TemplateException {
      Object from = scope.run.value(target, scope);
      return key instanceof Slice slice
          ? slice.of(from, scope)
          : Attributes.item(from, scope.run.value(key, scope), scope.run);
    }
  }

  /** Only as the key of an {@link Item}; absent parts are null. */
  record Slice(int at, Expr from, Expr to, Expr step) implements Expr {
    @Override
    public Object eval(Scope scope) throws TemplateException {
      throw TemplateException.value("a slice can't be part of a tuple");
    }

    Object of(Object sequence, Scope scope) throws TemplateException {
      return PySlice.slice(
          sequence, part(from, scope), part(to, scope), part(step, scope), scope.run);
    }

    private static Object part(Expr part, Scope scope) throws TemplateException {
      return part == null ? null : scope.run.value(part, scope);
    }
  }

  record Call(int at, Expr callee, ArgumentList arguments) implements Expr {
    @Override
    public Object eval(Scope scope) throws TemplateException {
      return eval(scope, null);
    }

    /**
     * @param caller what a call block passes, or null
     */
    Object eval(Scope scope, Callable caller) throws TemplateException {
      if (callee instanceof Attribute method) {
        Object target = scope.run.value(method.target(), scope);
        if (Methods.prefers(target, method.name())) {
          return Methods.call(target, method.name(), arguments(scope, caller), scope.run);
        }
        return Methods.callable(Attributes.attribute(target, method.name(), scope.run))
            .call(arguments(scope, caller), scope.run);
      }
      return Methods.callable(scope.run.value(callee, scope))
          .call(arguments(scope, caller), scope.run);
    }

    private Arguments arguments(Scope scope, Callable caller) throws TemplateException {
      Arguments values = arguments.eval(scope);
      if (caller == null) {
        return values;
      }
      Map<String, Object> named = new LinkedHashMap<>(values.named());
      named.put("caller", caller);
      return new Arguments(values.positional(), named);
    }
  }

  /** {@code target} is null where a block's text is filtered. */
  record Filter(int at, Expr target, String name, ArgumentList arguments) implements Expr {
    @Override
    public Object eval(Scope scope) throws TemplateException {
      return Filters.apply(name, scope.run.value(target, scope), arguments.eval(scope), scope.run);
    }

    /** Applies the chain of filters to a block's text. */
    Object apply(Object text, Scope scope) throws TemplateException {
      scope.run.enter();
      Object value = target instanceof Filter inner ? inner.apply(text, scope) : text;
      Object filtered = Filters.apply(name, value, arguments.eval(scope), scope.run);
      scope.run.leave();
      return filtered;
    }
  }

  record Test(int at, Expr target, String name, ArgumentList arguments) implements Expr {
    @Override
    public Object eval(Scope scope) throws TemplateException {
      return Tests.test(name, scope.run.value(target, scope), arguments.eval(scope), scope.run);
    }
  }

  record Not(int at, Expr operand) implements Expr {
    @Override
    public Object eval(Scope scope) throws TemplateException {
      return !PyValue.truth(scope.run.value(operand, scope));
    }
  }

  record Sign(int at, boolean minus, Expr operand) implements Expr {
    @Override
    public Object eval(Scope scope) throws TemplateException {
      return Arithmetic.sign(scope.run.value(operand, scope), minus);
    }
  }

  record Binary(int at, String operator, Expr left, Expr right) implements Expr {
    @Override
    public Object eval(Scope scope) throws TemplateException {
      return Operators.apply(
          operator, scope.run.value(left, scope), scope.run.value(right, scope), scope.run);
    }
  }

  /** A chain {@code a < b == c}. */
  record Compare(int at, Expr first, List<String> operators, List<Expr> operands) implements Expr {
    @Override
    public Object eval(Scope scope) throws TemplateException {
      Object left = scope.run.value(first, scope);
      for (int i = 0; i < operators.size(); i++) {
        Object right = scope.run.value(operands.get(i), scope);
        if (!PyOrder.compare(operators.get(i), left, right, scope.run)) {
          return false;
        }
        left = right;
      }
      return true;
    }
  }

  record And(int at, Expr left, Expr right) implements Expr {
    @Override
    public Object eval(Scope scope) throws TemplateException {
      Object value = scope.run.value(left, scope);
      return PyValue.truth(value) ? scope.run.value(right, scope) : value;
    }
  }

  record Or(int at, Expr left, Expr right) implements Expr {
    @Override
    public Object eval(Scope scope) throws TemplateException {
      Object value = scope.run.value(left, scope);
      return PyValue.truth(value) ? value : scope.run.value(right, scope);
    }
  }

  /** {@code otherwise} is null where {@code else} is missing. */
  record Conditional(int at, Expr test, Expr then, Expr otherwise) implements Expr {
    @Override
    public Object eval(Scope scope) throws TemplateException {
      if (PyValue.truth(scope.run.value(test, scope))) {
        return scope.run.value(then, scope);
      }
      return otherwise != null
          ? scope.run.value(otherwise, scope)
          : new Undefined(
              "the inline if-expression evaluated to false and no else section was defined.",
              false);
    }
  }

  record Concat(int at, List<Expr> parts) implements Expr {
    @Override
    public Object eval(Scope scope) throws TemplateException {
      List<String> texts = new ArrayList<>(parts.size());
      long length = 0;
      for (Object value : scope.run.values(parts, scope)) {
        String text = PyFormat.str(value);
        length += text.length();
        texts.add(text);
      }
      scope.run.chars(length);
      return String.join("", texts);
    }
  }
}
