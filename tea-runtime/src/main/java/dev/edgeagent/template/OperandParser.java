package dev.edgeagent.template;

import dev.edgeagent.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Parses what stands between binary operators: names, literals, brackets, and the calls and
 * subscripts after them.
 */
final class OperandParser {

  private final Tokens tokens;
  private final ExprParser expressions;
  private final FilterParser filters;
  private final ArgumentParser arguments;
  private int implicitNames;

  OperandParser(Tokens tokens, ExprParser expressions, TemplateOptions options) {
    this.tokens = tokens;
    this.expressions = expressions;
    this.arguments = new ArgumentParser(tokens, expressions);
    this.filters = new FilterParser(tokens, this, arguments, options);
  }

  FilterParser filters() {
    return filters;
  }

  Expr operand() throws PositionedFault {
    return operand(true);
  }

  private Expr operand(boolean withFilters) throws PositionedFault {
    Token token = tokens.current();
    Expr expression;
    if (token.is("-") || token.is("+")) {
      tokens.enter();
      tokens.advance();
      expression = new Expr.Sign(token.at(), token.is("-"), operand(false));
      tokens.leave();
    } else {
      expression = primary();
    }
    expression = postfix(expression);
    return withFilters ? filters.filtersAndTests(expression) : expression;
  }

  Expr primary() throws PositionedFault {
    Token token = tokens.current();
    switch (token.kind()) {
      case NAME -> {
        tokens.advance();
        return switch (token.text()) {
          case "true", "True" -> new Expr.Literal(token.at(), true);
          case "false", "False" -> new Expr.Literal(token.at(), false);
          case "none", "None" -> new Expr.Literal(token.at(), null);
          default -> {
            implicitNames |= Macro.implicit(token.text());
            yield new Expr.Name(token.at(), token.text());
          }
        };
      }
      case STRING -> {
        StringBuilder text = new StringBuilder();
        while (tokens.current().kind() == Kind.STRING) {
          text.append(tokens.advance().text());
        }
        return new Expr.Literal(token.at(), text.toString());
      }
      case NUMBER -> {
        return new Expr.Literal(token.at(), tokens.advance().value());
      }
      default -> {
        if (tokens.skip("(")) {
          Expr inner = expressions.tuple(true, null, true);
          tokens.expect(")");
          return inner;
        }
        if (tokens.skip("[")) {
          return new Expr.ListOf(token.at(), items("]"));
        }
        if (tokens.skip("{")) {
          return dict(token.at());
        }
        throw tokens.unexpected("an expression");
      }
    }
  }

  private List<Expr> items(String close) throws PositionedFault {
    List<Expr> items = new ArrayList<>();
    while (!tokens.skip(close)) {
      if (!items.isEmpty()) {
        tokens.expect(",");
        if (tokens.skip(close)) {
          break;
        }
      }
      items.add(expressions.expression());
    }
    return List.copyOf(items);
  }

  private Expr dict(int at) throws PositionedFault {
    List<Expr> keys = new ArrayList<>();
    List<Expr> values = new ArrayList<>();
    while (!tokens.skip("}")) {
      if (!keys.isEmpty()) {
        tokens.expect(",");
        if (tokens.skip("}")) {
          break;
        }
      }
      keys.add(expressions.expression());
      tokens.expect(":");
      values.add(expressions.expression());
    }
    return new Expr.DictOf(at, List.copyOf(keys), List.copyOf(values));
  }

  Expr postfix(Expr start) throws PositionedFault {
    Expr expression = start;
    while (true) {
      Token token = tokens.current();
      if (token.is(".")) {
        expression = attribute(expression);
      } else if (token.is("[")) {
        expression = subscript(expression);
      } else if (token.is("(")) {
        expression = new Expr.Call(token.at(), expression, arguments.arguments());
      } else {
        return expression;
      }
    }
  }

  private Expr attribute(Expr target) throws PositionedFault {
    tokens.advance();
    Token name = tokens.advance();
    if (name.kind() == Kind.NAME) {
      return new Expr.Attribute(name.at(), target, name.text());
    }
    if (name.kind() == Kind.NUMBER && !(name.value() instanceof Double)) {
      return new Expr.Item(name.at(), target, new Expr.Literal(name.at(), name.value()));
    }
    throw new PositionedFault(
        "expected name or number after the dot", "use ['...'] for other keys", name.at());
  }

  private Expr subscript(Expr target) throws PositionedFault {
    int at = tokens.advance().at();
    List<Expr> keys = new ArrayList<>();
    while (!tokens.skip("]")) {
      if (!keys.isEmpty()) {
        tokens.expect(",");
      }
      keys.add(subscripted());
    }
    return new Expr.Item(
        at, target, keys.size() == 1 ? keys.getFirst() : new Expr.TupleOf(at, List.copyOf(keys)));
  }

  private Expr subscripted() throws PositionedFault {
    int at = tokens.current().at();
    Expr from = tokens.current().is(":") ? null : expressions.expression();
    if (!tokens.skip(":")) {
      return from;
    }
    Expr to = sliceEnds() || tokens.current().is(":") ? null : expressions.expression();
    Expr step = tokens.skip(":") && !sliceEnds() ? expressions.expression() : null;
    return new Expr.Slice(at, from, to, step);
  }

  private boolean sliceEnds() {
    return tokens.current().is("]") || tokens.current().is(",");
  }

  /**
   * Which of caller, varargs and kwargs were named since the last call, as {@link Macro#implicit}
   * bits.
   */
  int takeImplicitNames() {
    int names = implicitNames;
    implicitNames = 0;
    return names;
  }

  void addImplicitNames(int names) {
    implicitNames |= names;
  }
}
