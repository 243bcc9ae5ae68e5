package dev.edgeagent.template;

import dev.edgeagent.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Parses expressions by operator precedence; the grammar is that of jinja2.parser, quirks included ({@code -2 ** 2} is 4). */
final class ExprParser {

  private static final int OR = 1;
  private static final int AND = 2;
  private static final int NOT = 3;
  private static final int COMPARE = 4;
  private static final int ADD = 5;
  private static final int CONCAT = 6;
  private static final int MULTIPLY = 7;
  private static final int POWER = 8;
  private static final int UNARY = 9;

  private final Tokens tokens;
  private final TemplateOptions options;
  private int implicitNames;
  private int conditional;

  ExprParser(Tokens tokens, TemplateOptions options) {
    this.tokens = tokens;
    this.options = options;
  }

  Expr expression() throws PositionedFault {
    tokens.enter();
    Expr expression = binary(OR);
    while (tokens.current().isName("if")) {
      int at = tokens.advance().at();
      conditional++;
      Expr test = binary(OR);
      Expr otherwise = tokens.skipName("else") ? expression() : null;
      conditional--;
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
      if (token.kind() == Kind.VARIABLE_END || token.kind() == Kind.BLOCK_END || token.is(")") || (endName != null && token.isName(endName))) {
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
      left = unary(true);
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
          left = precedence == OR ? new Expr.Or(operator.at(), left, right) : new Expr.And(operator.at(), left, right);
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

  private Expr unary(boolean filters) throws PositionedFault {
    Token token = tokens.current();
    Expr expression;
    if (token.is("-") || token.is("+")) {
      tokens.enter();
      tokens.advance();
      expression = new Expr.Sign(token.at(), token.is("-"), unary(false));
      tokens.leave();
    } else {
      expression = primary();
    }
    expression = postfix(expression);
    return filters ? filtersAndTests(expression) : expression;
  }

  Expr primary() throws PositionedFault {
    Token token = tokens.current();
    switch (token.kind()) {
      case NAME -> {
        tokens.advance();
        return switch (token.text()) {
          case "true", "True" -> new Expr.Literal(token.at(), Boolean.TRUE);
          case "false", "False" -> new Expr.Literal(token.at(), Boolean.FALSE);
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
          Expr inner = tuple(true, null, true);
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
      items.add(expression());
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
      keys.add(expression());
      tokens.expect(":");
      values.add(expression());
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
        expression = new Expr.Call(token.at(), expression, arguments());
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
    throw new PositionedFault("expected name or number after the dot", "use ['...'] for other keys", name.at());
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
    return new Expr.Item(at, target, keys.size() == 1 ? keys.getFirst() : new Expr.TupleOf(at, List.copyOf(keys)));
  }

  private Expr subscripted() throws PositionedFault {
    int at = tokens.current().at();
    Expr from = tokens.current().is(":") ? null : expression();
    if (!tokens.skip(":")) {
      return from;
    }
    Expr to = sliceEnds() || tokens.current().is(":") ? null : expression();
    Expr step = tokens.skip(":") && !sliceEnds() ? expression() : null;
    return new Expr.Slice(at, from, to, step);
  }

  private boolean sliceEnds() {
    return tokens.current().is("]") || tokens.current().is(",");
  }

  private Expr filtersAndTests(Expr start) throws PositionedFault {
    Expr expression = start;
    while (true) {
      Token token = tokens.current();
      if (token.is("|")) {
        tokens.advance();
        expression = filter(expression);
      } else if (token.isName("is")) {
        expression = test(expression);
      } else if (token.is("(")) {
        expression = new Expr.Call(token.at(), expression, arguments());
      } else {
        return expression;
      }
    }
  }

  /** The filters after {@code {% filter} or a set block: {@code target} is null for the first. */
  Expr.Filter filter(Expr target) throws PositionedFault {
    Token token = tokens.current();
    String name = dottedName();
    if (conditional == 0 && !Filters.known(name, options)) {
      throw new PositionedFault("No filter named '" + name + "'.", Filters.advice(name), token.at());
    }
    return new Expr.Filter(token.at(), target, name, tokens.current().is("(") ? arguments() : ArgumentList.NONE);
  }

  private Expr test(Expr target) throws PositionedFault {
    tokens.advance();
    boolean negated = tokens.skipName("not");
    Token token = tokens.current();
    String name = dottedName();
    if (conditional == 0 && !Tests.known(name)) {
      throw new PositionedFault("No test named '" + name + "'.", "check the spelling of the test after 'is'", token.at());
    }
    Token next = tokens.current();
    ArgumentList arguments = ArgumentList.NONE;
    if (next.is("(")) {
      arguments = arguments();
    } else if (next.isName("is")) {
      throw new PositionedFault("You cannot chain multiple tests with is", "join them with 'and'", next.at());
    } else if (startsOperand(next)) {
      arguments = ArgumentList.of(postfix(primary()));
    }
    Expr test = new Expr.Test(token.at(), target, name, arguments);
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

  ArgumentList arguments() throws PositionedFault {
    return new ArgumentParser(tokens, this).arguments();
  }

  /** Unknown filters and tests between begin and end are errors only when they are reached. */
  void beginConditional() {
    conditional++;
  }

  void endConditional() {
    conditional--;
  }

  /** Which of caller, varargs and kwargs were named since the last call, as {@link Macro#implicit} bits. */
  int takeImplicitNames() {
    int names = implicitNames;
    implicitNames = 0;
    return names;
  }

  void addImplicitNames(int names) {
    implicitNames |= names;
  }
}
