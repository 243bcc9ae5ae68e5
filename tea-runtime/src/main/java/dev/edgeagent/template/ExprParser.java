package dev.edgeagent.template;

import dev.edgeagent.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Parses expressions by operator precedence; the grammar is that of jinja2.parser, quirks included
 * ({@code -2 ** 2} is 4).
 */
final class ExprParser {

  private static final int OR = 1;
  private static final int AND = 2;
  private static final int NOT = 3;
  private static final int COMPARE = 4;
  private static final int ADD = 5;
  private static final int CONCAT = 6;
  private static final int MULTIPLY = 7;
  private static final int POWER = 8;

  private final Tokens tokens;
  private final OperandParser operands;

  ExprParser(Tokens tokens, TemplateOptions options) {
    this.tokens = tokens;
    this.operands = new OperandParser(tokens, this, options);
  }

  OperandParser operands() {
    return operands;
  }

  Expr expression() throws PositionedFault {
    tokens.enter();
    Expr expression = binary(OR);
    while (tokens.current().isName("if")) {
      int at = tokens.advance().at();
      operands.filters().beginConditional();
      Expr test = binary(OR);
      Expr otherwise = tokens.skipName("else") ? expression() : null;
      operands.filters().endConditional();
      expression = new Expr.Conditional(at, test, expression, otherwise);
    }
    tokens.leave();
    return expression;
  }

  /** One expression or, with commas, a tuple. */
  Expr tuple(boolean conditionals, String endName, boolean mayBeEmpty) throws PositionedFault {
    int at = tokens.current().at();
    List<Expr> items = new ArrayList<>();
    boolean tuple = false;
    do {
      Token token = tokens.current();
      if (token.kind() == Kind.VARIABLE_END
          || token.kind() == Kind.BLOCK_END
          || token.is(")")
          || (endName != null && token.isName(endName))) {
        break;
      }
      items.add(conditionals ? expression() : binary(OR));
      tuple |= tokens.current().is(",");
    } while (tokens.skip(","));
    if (!tuple && !items.isEmpty()) {
      return items.getFirst();
    }
    if (!tuple && !mayBeEmpty) {
      throw tokens.unexpected("an expression");
    }
    return new Expr.TupleOf(at, List.copyOf(items));
  }

  private Expr binary(int min) throws PositionedFault {
    Expr left;
    if (min <= NOT && tokens.current().isName("not")) {
      tokens.enter();
      left = new Expr.Not(tokens.advance().at(), binary(NOT));
      tokens.leave();
    } else {
      left = operands.operand();
    }
    while (true) {
      Token operator = tokens.current();
      int precedence = precedence(operator);
      if (precedence < min) {
        return left;
      }
      switch (precedence) {
        case COMPARE -> left = comparison(left);
        case CONCAT -> left = concat(left);
        case OR, AND -> {
          tokens.advance();
          Expr right = binary(precedence + 1);
          left =
              precedence == OR
                  ? new Expr.Or(operator.at(), left, right)
                  : new Expr.And(operator.at(), left, right);
        }
        default -> {
          tokens.advance();
          left = new Expr.Binary(operator.at(), operator.text(), left, binary(precedence + 1));
        }
      }
    }
  }

  /** How tightly the operator binds; 0 for what is none. */
  private int precedence(Token token) {
    if (token.kind() == Kind.NAME) {
      return switch (token.text()) {
        case "or" -> OR;
        case "and" -> AND;
        case "in" -> COMPARE;
        case "not" -> tokens.look().isName("in") ? COMPARE : 0;
        default -> 0;
      };
    }
    if (token.kind() != Kind.OPERATOR) {
      return 0;
    }
    return switch (token.text()) {
      case "==", "!=", "<", "<=", ">", ">=" -> COMPARE;
      case "+", "-" -> ADD;
      case "~" -> CONCAT;
      case "*", "/", "//", "%" -> MULTIPLY;
      case "**" -> POWER;
      default -> 0;
    };
  }

  private Expr comparison(Expr first) throws PositionedFault {
    int at = tokens.current().at();
    List<String> operators = new ArrayList<>();
    List<Expr> operands = new ArrayList<>();
    while (precedence(tokens.current()) == COMPARE) {
      String operator = tokens.advance().text();
      if (operator.equals("not")) {
        tokens.advance();
        operator = "not in";
      }
      operators.add(operator);
      operands.add(binary(ADD));
    }
    return new Expr.Compare(at, first, List.copyOf(operators), List.copyOf(operands));
  }

  private Expr concat(Expr first) throws PositionedFault {
    int at = tokens.current().at();
    List<Expr> parts = new ArrayList<>();
    parts.add(first);
    while (tokens.skip("~")) {
      parts.add(binary(MULTIPLY));
    }
    return new Expr.Concat(at, List.copyOf(parts));
  }
}
