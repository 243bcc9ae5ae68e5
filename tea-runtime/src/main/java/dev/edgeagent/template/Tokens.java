package dev.edgeagent.template;

import dev.edgeagent.template.Token.Kind;
import java.util.List;

/** The cursor over a template's tokens, with the errors that both parsers raise. */
final class Tokens {

  private static final int MAX_NESTING = 150;

  private final List<Token> tokens;
  private int next;
  private int nesting;

  Tokens(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token current() {
    return tokens.get(next);
  }

  Token look() {
    return tokens.get(Math.min(next + 1, tokens.size() - 1));
  }

  Token advance() {
    Token token = tokens.get(next);
    if (token.kind() != Kind.END) {
      next++;
    }
    return token;
  }

  boolean skip(String operator) {
    boolean there = current().is(operator);
    if (there) {
      advance();
    }
    return there;
  }

  boolean skipName(String name) {
    boolean there = current().isName(name);
    if (there) {
      advance();
    }
    return there;
  }

  Token expect(String operator) throws PositionedFault {
    if (!current().is(operator)) {
      throw unexpected("'" + operator + "'");
    }
    return advance();
  }

  Token expectName() throws PositionedFault {
    return expect(Kind.NAME, "a name");
  }

  Token expectName(String name) throws PositionedFault {
    if (!current().isName(name)) {
      throw unexpected("'" + name + "'");
    }
    return advance();
  }

  Token expect(Kind kind, String what) throws PositionedFault {
    if (current().kind() != kind) {
      throw unexpected(what);
    }
    return advance();
  }

  PositionedFault unexpected(String expected) {
    Token token = current();
    return new PositionedFault(
        "expected " + expected + ", got " + token.describe(),
        "check the expression before this place",
        token.at());
  }

  /** Counts one level of nesting; {@link #leave()} ends it. */
  void enter() throws PositionedFault {
    if (++nesting > MAX_NESTING) {
      throw new PositionedFault(
          "nested deeper than " + MAX_NESTING + " levels",
          "split the expression with {% set %}",
          current().at());
    }
  }

  void leave() {
    nesting--;
  }
}
