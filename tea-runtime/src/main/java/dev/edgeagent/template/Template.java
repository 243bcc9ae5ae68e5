package dev.edgeagent.template;

import java.util.List;
import java.util.Map;

/**
 * A parsed template in the Jinja2 language. Immutable: one instance may render on several threads
 * at once.
 *
 * <p>Values are what JSON and YAML readers make: Map, List, String, Long or Integer or BigInteger,
 * Double, Boolean, null. Templates see Python's semantics of them (arbitrary integers, code points,
 * {@code str()} forms) and no other Java object; a value of another type is its {@code toString()}.
 */
public final class Template {

  private final String source;
  private final TemplateOptions options;
  private final List<Stmt> body;

  private Template(String source, TemplateOptions options, List<Stmt> body) {
    this.source = source;
    this.options = options;
    this.body = body;
  }

  /**
   * @throws TemplateException of kind SYNTAX, with line and column in {@code source}
   */
  public static Template parse(String source, TemplateOptions options) throws TemplateException {
    String text = Lexer.normalize(source, options.keepTrailingNewline());
    try {
      return new Template(
          text, options, new Parser(new Lexer(text, options).tokens(), options).template());
    } catch (PositionedFault fault) {
      throw place(fault.error(), text, fault.at());
    } catch (StackOverflowError e) {
      throw TemplateException.limit("the template is nested too deeply");
    }
  }

  /**
   * The text this template makes.
   *
   * @throws TemplateException if an expression fails or a limit is reached, with the place where
   */
  public String render(Map<String, ?> context) throws TemplateException {
    Run run = new Run(this, context);
    Output out = new Output(run);
    try {
      Stmt.runAll(body, new Scope(run, null), out);
    } catch (StackOverflowError e) {
      throw TemplateException.limit("the template recurses too deeply");
    } catch (OutOfMemoryError e) {
      throw TemplateException.limit("the template needs more memory than there is");
    }
    return out.toString();
  }

  /** Whether the template is exactly one {@code {{ expression }}}, white space around it aside. */
  public boolean isExpression() {
    return expression() != null;
  }

  /**
   * The value of a template that {@link #isExpression() is exactly one expression}, in its own type
   * (an undefined one is null); the rendered text of any other.
   */
  public Object evaluate(Map<String, ?> context) throws TemplateException {
    Expr expression = expression();
    if (expression == null) {
      return render(context);
    }
    Run run = new Run(this, context);
    try {
      return Native.of(run.value(expression, new Scope(run, null)), run);
    } catch (StackOverflowError e) {
      throw TemplateException.limit("the template recurses too deeply");
    } catch (OutOfMemoryError e) {
      throw TemplateException.limit("the template needs more memory than there is");
    }
  }

  private Expr expression() {
    Expr found = null;
    for (Stmt statement : body) {
      if (statement instanceof Stmt.Print print && found == null) {
        found = print.value();
      } else if (!(statement instanceof Stmt.Text text && text.text().isBlank())) {
        return null;
      }
    }
    return found;
  }

  TemplateOptions options() {
    return options;
  }

  TemplateException place(TemplateException error, int at) {
    return place(error, source, at);
  }

  private static TemplateException place(TemplateException error, String text, int at) {
    int line = 1;
    int start = 0;
    for (int i = text.indexOf('\n'); i >= 0 && i < at; i = text.indexOf('\n', i + 1)) {
      line++;
      start = i + 1;
    }
    return error.at(line, text.codePointCount(start, Math.min(at, text.length())) + 1);
  }
}
