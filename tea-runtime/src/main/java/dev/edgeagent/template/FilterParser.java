package dev.edgeagent.template;

/** Parses the filters and tests after an operand. */
final class FilterParser {

  private final Tokens tokens;
  private final OperandParser operands;
  private final ArgumentParser arguments;
  private final TemplateOptions options;
  private int conditional;

  FilterParser(
      Tokens tokens, OperandParser operands, ArgumentParser arguments, TemplateOptions options) {
    this.tokens = tokens;
    this.operands = operands;
    this.arguments = arguments;
    this.options = options;
  }

  Expr filtersAndTests(Expr start) throws PositionedFault {
    Expr expression = start;
    while (true) {
      Token token = tokens.current();
      if (token.is("|")) {
        tokens.advance();
        expression = filter(expression);
      } else if (token.isName("is")) {
        expression = test(expression);
      } else if (token.is("(")) {
        expression = new Expr.Call(token.at(), expression, arguments.arguments());
      } else {
        return expression;
      }
    }
  }

  /**
   * The filters after <code>{% filter</code> or a set block: {@code target} is null for the first.
   */
  Expr.Filter filter(Expr target) throws PositionedFault {
    Token token = tokens.current();
    String name = dottedName();
    if (conditional == 0 && !Filters.known(name, options)) {
      throw new PositionedFault(
          "No filter named '" + name + "'.", Filters.advice(name), token.at());
    }
    return new Expr.Filter(
        token.at(),
        target,
        name,
        tokens.current().is("(") ? arguments.arguments() : ArgumentList.NONE);
  }

  private Expr test(Expr target) throws PositionedFault {
    tokens.advance();
    boolean negated = tokens.skipName("not");
    Token token = tokens.current();
    String name = dottedName();
    if (conditional == 0 && !Tests.known(name)) {
      throw new PositionedFault(
          "No test named '" + name + "'.", "check the spelling of the test after 'is'", token.at());
    }
    Token next = tokens.current();
    ArgumentList given = ArgumentList.NONE;
    if (next.is("(")) {
      given = arguments.arguments();
    } else if (next.isName("is")) {
      throw new PositionedFault(
          "You cannot chain multiple tests with is", "join them with 'and'", next.at());
    } else if (startsOperand(next)) {
      given = ArgumentList.of(operands.postfix(operands.primary()));
    }
    Expr test = new Expr.Test(token.at(), target, name, given);
    return negated ? new Expr.Not(token.at(), test) : test;
  }

  private static boolean startsOperand(Token token) {
    return switch (token.kind()) {
      case NAME -> !token.isName("else") && !token.isName("or") && !token.isName("and");
      case STRING, NUMBER -> true;
      case OPERATOR -> token.is("[") || token.is("{");
      default -> false;
    };
  }

  private String dottedName() throws PositionedFault {
    String name = tokens.expectName().text();
    while (tokens.skip(".")) {
      name = name + "." + tokens.expectName().text();
    }
    return name;
  }

  /** Unknown filters and tests between begin and end are errors only when they are reached. */
  void beginConditional() {
    conditional++;
  }

  void endConditional() {
    conditional--;
  }
}
