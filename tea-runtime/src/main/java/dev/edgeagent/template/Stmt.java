package dev.edgeagent.template;

import java.util.List;

/** A statement, which runs itself. */
sealed interface Stmt {

  /** How the statements after one go on. */
  enum Flow {
    NEXT,
    BREAK,
    CONTINUE
  }

  /** Offset in the source. */
  int at();

  Flow run(Scope scope, Output out) throws TemplateException;

  static Flow runAll(List<Stmt> body, Scope scope, Output out) throws TemplateException {
    Run run = scope.run;
    run.enter();
    for (int i = 0; i < body.size(); i++) {
      Stmt statement = body.get(i);
      Flow flow;
      try {
        flow = statement.run(scope, out);
      } catch (TemplateException e) {
        throw run.place(e, statement.at());
      }
      if (flow != Flow.NEXT) {
        run.leave();
        return flow;
      }
    }
    run.leave();
    return Flow.NEXT;
  }

  record Text(String text) implements Stmt {
    @Override
    public int at() {
      return 0;
    }

    @Override
    public Flow run(Scope scope, Output out) throws TemplateException {
      out.write(text);
      return Flow.NEXT;
    }
  }

  record Print(int at, Expr value) implements Stmt {
    @Override
    public Flow run(Scope scope, Output out) throws TemplateException {
      out.write(PyFormat.str(scope.run.value(value, scope)));
      return Flow.NEXT;
    }
  }

  /** A body with its own variables. */
  record Block(int at, List<Stmt> body) implements Stmt {
    @Override
    public Flow run(Scope scope, Output out) throws TemplateException {
      return runAll(body, new Scope(scope.run, scope), out);
    }
  }

  /** A test and what runs if it holds. */
  record Branch(Expr test, List<Stmt> body) {}

  record If(int at, List<Branch> branches, List<Stmt> otherwise) implements Stmt {
    @Override
    public Flow run(Scope scope, Output out) throws TemplateException {
      for (Branch branch : branches) {
        if (PyValue.truth(scope.run.value(branch.test, scope))) {
          return runAll(branch.body, scope, out);
        }
      }
      return otherwise.isEmpty() ? Flow.NEXT : runAll(otherwise, scope, out);
    }
  }

  record For(
      int at,
      Target target,
      Expr items,
      Expr test,
      boolean recursive,
      List<Stmt> body,
      List<Stmt> otherwise)
      implements Stmt {
    @Override
    public Flow run(Scope scope, Output out) throws TemplateException {
      return run(scope.run.value(items, scope), scope, out, 0);
    }

    Flow run(Object iterable, Scope scope, Output out, int depth) throws TemplateException {
      Loop loop = new Loop(this, PyValue.iterate(iterable, scope.run), scope, depth);
      while (loop.advance()) {
        Scope inner = new Scope(scope.run, scope);
        inner.set("loop", loop);
        target.assign(inner, loop.current());
        scope.run.step();
        if (runAll(body, inner, out) == Flow.BREAK) {
          break;
        }
      }
      return loop.isEmpty() && !otherwise.isEmpty()
          ? runAll(otherwise, new Scope(scope.run, scope), out)
          : Flow.NEXT;
    }
  }

  record Break(int at) implements Stmt {
    @Override
    public Flow run(Scope scope, Output out) {
      return Flow.BREAK;
    }
  }

  record Continue(int at) implements Stmt {
    @Override
    public Flow run(Scope scope, Output out) {
      return Flow.CONTINUE;
    }
  }

  record Set(int at, Target target, Expr value) implements Stmt {
    @Override
    public Flow run(Scope scope, Output out) throws TemplateException {
      target.assign(scope, scope.run.value(value, scope));
      return Flow.NEXT;
    }
  }

  /** {@code filter} may be null. */
  record SetBlock(int at, Target target, Expr.Filter filter, List<Stmt> body) implements Stmt {
    @Override
    public Flow run(Scope scope, Output out) throws TemplateException {
      Output text = new Output(scope.run);
      runAll(body, new Scope(scope.run, scope), text);
      target.assign(scope, filter == null ? text.toString() : filter.apply(text.toString(), scope));
      return Flow.NEXT;
    }
  }

  record With(int at, List<Target> targets, List<Expr> values, List<Stmt> body) implements Stmt {
    @Override
    public Flow run(Scope scope, Output out) throws TemplateException {
      Scope inner = new Scope(scope.run, scope);
      for (int i = 0; i < targets.size(); i++) {
        targets.get(i).assign(inner, scope.run.value(values.get(i), scope));
      }
      return runAll(body, inner, out);
    }
  }

  record FilterBlock(int at, Expr.Filter filter, List<Stmt> body) implements Stmt {
    @Override
    public Flow run(Scope scope, Output out) throws TemplateException {
      Output text = new Output(scope.run);
      Scope inner = new Scope(scope.run, scope);
      Flow flow = runAll(body, inner, text);
      out.write(PyFormat.str(filter.apply(text.toString(), inner)));
      return flow;
    }
  }

  /**
   * {@code name} is null for the body of a call block; {@code implicit} are {@link Macro#implicit}
   * bits.
   */
  record MacroDefinition(int at, String name, Signature signature, int implicit, List<Stmt> body)
      implements Stmt {
    @Override
    public Flow run(Scope scope, Output out) {
      scope.set(name, new Macro(this, scope));
      return Flow.NEXT;
    }
  }

  record CallBlock(int at, Expr.Call call, MacroDefinition caller) implements Stmt {
    @Override
    public Flow run(Scope scope, Output out) throws TemplateException {
      out.write(PyFormat.str(call.eval(scope, new Macro(caller, scope))));
      return Flow.NEXT;
    }
  }
}
