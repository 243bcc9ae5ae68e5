package dev.edgeagent.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One rendering: the context and what is left of the limits. */
final class Run {

  private final Template template;
  private final TemplateOptions options;
  private final Map<String, ?> context;
  private final Limits limits;
  private long steps;
  private long chars;
  private int depth;

  Run(Template template, Map<String, ?> context) {
    this.template = template;
    this.options = template.options();
    this.context = context;
    this.limits = options.limits();
    this.steps = limits.steps();
    this.chars = limits.totalChars();
  }

  TemplateOptions options() {
    return options;
  }

  /** Evaluates an expression as one step, one level deeper. */
  Object value(Expr expression, Scope scope) throws TemplateException {
    enter();
    try {
      Object value = expression.eval(scope);
      depth--;
      return value;
    } catch (TemplateException e) {
      throw place(e, expression.at());
    }
  }

  List<Object> values(List<Expr> expressions, Scope scope) throws TemplateException {
    List<Object> values = new ArrayList<>(expressions.size());
    for (Expr expression : expressions) {
      values.add(value(expression, scope));
    }
    return values;
  }

  TemplateException place(TemplateException error, int at) {
    return error.line() == 0 ? template.place(error, at) : error;
  }

  /**
   * Goes one level deeper. An error ends the whole rendering, so that only success needs {@link
   * #leave()}.
   */
  void enter() throws TemplateException {
    step();
    if (++depth > limits.depth()) {
      throw TemplateException.limit(
          "the template is nested or recurses deeper than " + limits.depth() + " levels");
    }
  }

  void leave() {
    depth--;
  }

  void step() throws TemplateException {
    steps(1);
  }

  /** Takes steps off the budget: for a list about to be made, its length. */
  void steps(long count) throws TemplateException {
    long before = steps;
    if ((steps -= count) < 0) {
      throw TemplateException.limit("the template takes more than " + limits.steps() + " steps");
    }
    if ((before ^ steps) >> 16 != 0 && Thread.currentThread().isInterrupted()) {
      throw TemplateException.limit("it was interrupted");
    }
  }

  /** Takes a look at every character of a text off the budget. */
  void scan(String text) throws TemplateException {
    steps(text.length() / 16);
  }

  /** Takes a string about to be made off the budget. */
  void chars(long count) throws TemplateException {
    if (count > limits.outputChars()) {
      throw TemplateException.limit(
          "a text of " + count + " characters, more than the " + limits.outputChars() + " allowed");
    }
    if ((chars -= count) < 0) {
      throw TemplateException.limit(
          "the template makes texts of more than " + limits.totalChars() + " characters in all");
    }
  }

  int outputChars() {
    return limits.outputChars();
  }

  /** A name that no scope has. */
  Object global(String name) {
    Object value = context.get(name);
    if (value != null || context.containsKey(name)) {
      Object known = PyValue.of(value);
      return options.flavor() == TemplateOptions.Flavor.WORKFLOW && known instanceof Map<?, ?> map
          ? new DotMap(map)
          : known;
    }
    Object global = Globals.find(name, options);
    return global != null ? global : undefined(PyFormat.quote(name) + " is undefined");
  }

  Undefined undefined(String message) {
    return new Undefined(message, options.strictUndefined());
  }
}
