package dev.edgeagent.template;

import java.util.ArrayList;
import java.util.List;

/** Parses the parenthesised arguments of a call, filter or test. */
final class ArgumentParser {

  private final Tokens tokens;
  private final ExprParser expressions;

  ArgumentParser(Tokens tokens, ExprParser expressions) {
    this.tokens = tokens;
    this.expressions = expressions;
  }

  ArgumentList arguments() throws PositionedFault {
    int at = tokens.expect("(").at();
    List<Expr> positional = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<Expr> named = new ArrayList<>();
    Expr moreArguments = null;
    Expr moreNamed = null;
    boolean first = true;
    while (!tokens.skip(")")) {
      if (!first) {
        tokens.expect(",");
        if (tokens.skip(")")) {
          break;
        }
      }
      first = false;
      if (tokens.skip("*")) {
        ensure(moreArguments == null && moreNamed == null, at);
        moreArguments = expressions.expression();
      } else if (tokens.skip("**")) {
        ensure(moreNamed == null, at);
        moreNamed = expressions.expression();
      } else if (tokens.current().kind() == Token.Kind.NAME && tokens.look().is("=")) {
        ensure(moreNamed == null, at);
        names.add(tokens.advance().text());
        tokens.advance();
        named.add(expressions.expression());
      } else {
        ensure(moreArguments == null && moreNamed == null && names.isEmpty(), at);
        positional.add(expressions.expression());
      }
    }
    return new ArgumentList(
        List.copyOf(positional), List.copyOf(names), List.copyOf(named), moreArguments, moreNamed);
  }

  private static void ensure(boolean ok, int at) throws PositionedFault {
    if (!ok) {
      throw new PositionedFault(
          "invalid syntax for function call expression",
          "positional arguments first, then name=value, then **map",
          at);
    }
  }
}
