package dev.edgeagent.jmespath;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A Pratt parser: {@link #prefix} begins an expression, {@link #infix} goes on with it. */
final class Parser {

  private static final Expr CURRENT = new Expr.Current();

  private final List<Token> tokens;
  private int at;

  Parser(List<Token> tokens) {
    this.tokens = tokens;
  }

  Expr parse() throws JmesPathException {
    Expr expression = expression(0);
    expect(TokenType.END);
    return expression;
  }

  /** Takes in all that binds tighter than {@code power}. */
  private Expr expression(int power) throws JmesPathException {
    Expr left = prefix(next());
    while (power < peek().type().power) {
      left = infix(next(), left);
    }
    return left;
  }

  private Expr prefix(Token token) throws JmesPathException {
    return switch (token.type()) {
      case NAME -> new Expr.Field(token.text());
      case QUOTED_NAME -> {
        if (peek().type() == TokenType.LPAREN) {
          throw new JmesPathException("names of functions are not quoted:", token.position());
        }
        yield new Expr.Field(String.valueOf(token.value()));
      }
      case LITERAL -> new Expr.Literal(token.value());
      case CURRENT -> CURRENT;
      case STAR ->
          new Expr.ValueProjection(
              CURRENT, peek().type() == TokenType.RBRACKET ? CURRENT : projected(TokenType.STAR));
      case FILTER -> filter(CURRENT);
      case FLATTEN -> new Expr.Projection(new Expr.Flatten(CURRENT), projected(TokenType.FLATTEN));
      case LBRACE -> multiSelectHash();
      case LPAREN -> {
        Expr inner = expression(0);
        expect(TokenType.RPAREN);
        yield inner;
      }
      case NOT -> new Expr.Not(expression(TokenType.NOT.power));
      case REFERENCE -> new Expr.Reference(expression(TokenType.REFERENCE.power));
      case LBRACKET -> {
        if (isIndex()) {
          yield index(CURRENT);
        }
        if (peek().type() == TokenType.STAR && tokens.get(at + 1).type() == TokenType.RBRACKET) {
          at += 2;
          yield new Expr.Projection(CURRENT, projected(TokenType.STAR));
        }
        yield multiSelectList();
      }
      default -> throw unexpected(token);
    };
  }

  private Expr infix(Token token, Expr left) throws JmesPathException {
    TokenType type = token.type();
    return switch (type) {
      case DOT -> {
        if (peek().type() == TokenType.STAR) {
          at++;
          yield new Expr.ValueProjection(left, projected(TokenType.DOT));
        }
        yield new Expr.Chain(left, afterDot(TokenType.DOT));
      }
      case PIPE -> new Expr.Chain(left, expression(type.power));
      case OR -> new Expr.Or(left, expression(type.power));
      case AND -> new Expr.And(left, expression(type.power));
      case COMPARATOR -> new Expr.Comparison(token.text(), left, expression(type.power));
      case LPAREN -> call(token, left);
      case FILTER -> filter(left);
      case FLATTEN -> new Expr.Projection(new Expr.Flatten(left), projected(TokenType.FLATTEN));
      case LBRACKET -> {
        if (isIndex()) {
          yield index(left);
        }
        expect(TokenType.STAR);
        expect(TokenType.RBRACKET);
        yield new Expr.Projection(left, projected(TokenType.STAR));
      }
      default -> throw unexpected(token);
    };
  }

  /** What stands right of a projection, up to its end. */
  private Expr projected(TokenType by) throws JmesPathException {
    TokenType type = peek().type();
    if (type.power < TokenType.PROJECTION_END) {
      return CURRENT;
    }
    return switch (type) {
      case LBRACKET, FILTER -> expression(by.power);
      case DOT -> {
        at++;
        yield afterDot(by);
      }
      default -> throw unexpected(peek());
    };
  }

  private Expr afterDot(TokenType by) throws JmesPathException {
    return switch (peek().type()) {
      case NAME, QUOTED_NAME, STAR -> expression(by.power);
      case LBRACKET -> {
        at++;
        yield multiSelectList();
      }
      case LBRACE -> {
        at++;
        yield multiSelectHash();
      }
      default -> throw unexpected(peek());
    };
  }

  private Expr filter(Expr left) throws JmesPathException {
    Expr condition = expression(0);
    expect(TokenType.RBRACKET);
    Expr right = peek().type() == TokenType.FLATTEN ? CURRENT : projected(TokenType.FILTER);
    return new Expr.FilterProjection(left, condition, right);
  }

  private boolean isIndex() {
    return peek().type() == TokenType.NUMBER || peek().type() == TokenType.COLON;
  }

  private Expr index(Expr left) throws JmesPathException {
    if (peek().type() == TokenType.NUMBER && tokens.get(at + 1).type() != TokenType.COLON) {
      Integer index = (Integer) next().value();
      expect(TokenType.RBRACKET);
      return new Expr.Chain(left, new Expr.Index(index == null ? 0 : index));
    }
    return new Expr.Projection(new Expr.Chain(left, slice()), projected(TokenType.STAR));
  }

  private Expr slice() throws JmesPathException {
    Integer[] parts = new Integer[3];
    int part = 0;
    while (peek().type() != TokenType.RBRACKET) {
      Token token = next();
      if (token.type() == TokenType.COLON && part < 2) {
        part++;
      } else if (token.type() == TokenType.NUMBER && parts[part] == null) {
        parts[part] = (Integer) token.value();
      } else {
        throw unexpected(token);
      }
    }
    Token end = next();
    if (parts[2] != null && parts[2] == 0) {
      throw new JmesPathException("the step of a slice cannot be 0:", end.position());
    }
    return new Expr.Slice(parts[0], parts[1], parts[2] == null ? 1 : parts[2]);
  }

  private Expr call(Token open, Expr left) throws JmesPathException {
    if (!(left instanceof Expr.Field(String name))) {
      throw new JmesPathException("no name of a function before '('", open.position());
    }
    List<Expr> arguments = new ArrayList<>();
    if (peek().type() != TokenType.RPAREN) {
      arguments.add(expression(0));
      while (peek().type() == TokenType.COMMA) {
        at++;
        arguments.add(expression(0));
      }
    }
    expect(TokenType.RPAREN);
    return new Expr.Call(name, arguments, open.position());
  }

  private Expr multiSelectList() throws JmesPathException {
    List<Expr> items = new ArrayList<>();
    items.add(expression(0));
    while (peek().type() == TokenType.COMMA) {
      at++;
      items.add(expression(0));
    }
    expect(TokenType.RBRACKET);
    return new Expr.MultiSelectList(items);
  }

  private Expr multiSelectHash() throws JmesPathException {
    Map<String, Expr> items = new LinkedHashMap<>();
    Token separator;
    do {
      Token key = next();
      if (key.type() != TokenType.NAME && key.type() != TokenType.QUOTED_NAME) {
        throw unexpected(key);
      }
      expect(TokenType.COLON);
      items.put(String.valueOf(key.value()), expression(0));
      separator = next();
    } while (separator.type() == TokenType.COMMA);
    if (separator.type() != TokenType.RBRACE) {
      throw unexpected(separator);
    }
    return new Expr.MultiSelectHash(items);
  }

  private Token peek() {
    return tokens.get(at);
  }

  private Token next() {
    Token token = tokens.get(at);
    if (token.type() != TokenType.END) {
      at++;
    }
    return token;
  }

  private void expect(TokenType type) throws JmesPathException {
    Token token = next();
    if (token.type() != type) {
      throw unexpected(token);
    }
  }

  private static JmesPathException unexpected(Token token) {
    return token.type() == TokenType.END
        ? new JmesPathException("the expression is incomplete: it ends", token.position())
        : new JmesPathException("unexpected '" + token.text() + "'", token.position());
  }
}
