package dev.edgeagent.template;

import java.util.ArrayList;
import java.util.List;

/** Parses what is assigned to: the targets of set, for and with, and the parameters of macros. */
final class TargetParser {

  private final Tokens tokens;
  private final ExprParser expressions;

  TargetParser(Tokens tokens, ExprParser expressions) {
    this.tokens = tokens;
    this.expressions = expressions;
  }

  /** The target of a set, which may be an attribute of a namespace. */
  Target ofSet() throws PositionedFault {
    return tokens.look().is(".") ? namespaceTarget() : target(null);
  }

  private Target namespaceTarget() throws PositionedFault {
    Token name = tokens.expectName();
    tokens.advance();
    return new Target.OfNamespace(name.text(), tokens.expectName().text());
  }

  /** One name, or several with commas, up to the name {@code endName} if that is not null. */
  Target target(String endName) throws PositionedFault {
    List<Target> parts = new ArrayList<>();
    boolean tuple = false;
    do {
      if (parts.isEmpty()
          || !(tokens.current().isName(endName == null ? "" : endName)
              || tokens.current().is("=")
              || tokens.current().is(")"))) {
        parts.add(part());
        tuple |= tokens.current().is(",");
      }
    } while (tokens.skip(","));
    return tuple ? new Target.Parts(List.copyOf(parts)) : parts.getFirst();
  }

  Target part() throws PositionedFault {
    if (tokens.skip("(")) {
      tokens.enter();
      Target inner = target(null);
      tokens.expect(")");
      tokens.leave();
      return inner;
    }
    Token name = tokens.expectName();
    switch (name.text()) {
      case "true", "false", "none", "True", "False", "None" ->
          throw new PositionedFault(
              "can't assign to '" + name.text() + "'", "choose another name", name.at());
      default -> {
        return new Target.Named(name.text());
      }
    }
  }

  Signature signature() throws PositionedFault {
    List<String> names = new ArrayList<>();
    List<Expr> defaults = new ArrayList<>();
    tokens.expect("(");
    while (!tokens.skip(")")) {
      if (!names.isEmpty()) {
        tokens.expect(",");
      }
      Token name = tokens.expectName();
      names.add(name.text());
      if (tokens.skip("=")) {
        defaults.add(expressions.expression());
      } else if (!defaults.isEmpty()) {
        throw new PositionedFault(
            "non-default argument follows default argument",
            "give it a default, or move it to the front",
            name.at());
      }
    }
    return new Signature(List.copyOf(names), List.copyOf(defaults));
  }
}
