package dev.edgeagent.jmespath;

import org.jspecify.annotations.Nullable;

/** A JMESPath expression, such as {@code people[?age > `20`].[name, age]}. */
public final class JmesPath {

  private final Expr expression;

  private JmesPath(Expr expression) {
    this.expression = expression;
  }

  /**
   * @throws JmesPathException with the column of what is wrong
   */
  public static JmesPath parse(String text) throws JmesPathException {
    try {
      return new JmesPath(new Parser(new Lexer(text).tokens()).parse());
    } catch (StackOverflowError e) {
      throw new JmesPathException("the expression is nested too deeply");
    }
  }

  /**
   * What the expression finds; parts of the data are shared, not copied.
   *
   * @param data of the types that JSON has
   * @return of the same types; null if there is nothing
   * @throws JmesPathException if a function cannot work on its arguments
   */
  public @Nullable Object search(@Nullable Object data) throws JmesPathException {
    try {
      return new Evaluator().evaluate(expression, data);
    } catch (StackOverflowError e) {
      throw new JmesPathException("the data or the expression is nested too deeply");
    }
  }
}
