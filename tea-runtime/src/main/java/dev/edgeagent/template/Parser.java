package dev.edgeagent.template;

import dev.edgeagent.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Parses text and tags into statements. */
final class Parser {

  private final Tokens tokens;
  private final ExprParser expressions;
  private final OperandParser operands;
  private final FilterParser filters;
  private final TargetParser targets;
  private int loops;

  Parser(List<Token> tokens, TemplateOptions options) {
    this.tokens = new Tokens(tokens);
    this.expressions = new ExprParser(this.tokens, options);
    this.operands = expressions.operands();
    this.filters = operands.filters();
    this.targets = new TargetParser(this.tokens, expressions);
  }

  List<Stmt> template() throws PositionedFault {
    List<Stmt> body = statements(List.of(), 0);
    if (tokens.current().kind() != Kind.END) {
      Token tag = tokens.current();
      throw new PositionedFault(
          "Encountered unknown tag '" + tag.text() + "'.",
          "remove it: no block is open here that it could end or continue",
          tag.at());
    }
    return body;
  }

  /**
   * Statements up to a tag of the given names (comma separated, null: up to the end), which becomes
   * the current token.
   */
  private List<Stmt> statements(List<String> ends, int openedAt) throws PositionedFault {
    tokens.enter();
    List<Stmt> body = new ArrayList<>();
    while (true) {
      Token token = tokens.current();
      switch (token.kind()) {
        case DATA -> body.add(new Stmt.Text(tokens.advance().text()));
        case VARIABLE_BEGIN -> {
          tokens.advance();
          Expr value = expressions.tuple(true, null, false);
          body.add(new Stmt.Print(value.at(), value));
          tokens.expect(Kind.VARIABLE_END, "'}}'");
        }
        case BLOCK_BEGIN -> {
          tokens.advance();
          Token name = tokens.current();
          if (name.kind() == Kind.NAME && (ends.contains(name.text()) || isEnd(name.text()))) {
            if (!ends.isEmpty() && !ends.contains(name.text())) {
              throw new PositionedFault(
                  "Encountered unknown tag '" + name.text() + "'.",
                  "the innermost open block ends with {% " + ends.getLast() + " %}",
                  name.at());
            }
            tokens.leave();
            return List.copyOf(body);
          }
          body.add(statement());
          tokens.expect(Kind.BLOCK_END, "'%}'");
        }
        default -> {
          if (!ends.isEmpty()) {
            throw new PositionedFault(
                "this block is not closed", "add {% " + ends.getLast() + " %}", openedAt);
          }
          tokens.leave();
          return List.copyOf(body);
        }
      }
    }
  }

  private static boolean isEnd(String name) {
    return name.equals("else") || name.equals("elif") || name.startsWith("end");
  }

  /**
   * The body of the block whose tag the cursor is in, up to and including the name of the tag that
   * ends it.
   */
  private List<Stmt> body(List<String> ends, int openedAt) throws PositionedFault {
    tokens.skip(":");
    tokens.expect(Kind.BLOCK_END, "'%}'");
    return statements(ends, openedAt);
  }

  private List<Stmt> wholeBody(String end, int openedAt) throws PositionedFault {
    List<Stmt> body = body(List.of(end), openedAt);
    tokens.advance();
    return body;
  }

  private Stmt statement() throws PositionedFault {
    Token tag = tokens.expectName();
    int at = tag.at();
    return switch (tag.text()) {
      case "if" -> ifs(at);
      case "for" -> loop(at);
      case "set" -> set(at);
      case "with" -> with(at);
      case "macro" -> macro(at);
      case "call" -> callBlock(at);
      case "filter" -> filterBlock(at);
      case "print" -> print(at);
      case "break" -> jump(at, true);
      case "continue" -> jump(at, false);
      case "generation" -> new Stmt.Block(at, wholeBody("endgeneration", at));
      case "autoescape" -> {
        expressions.expression();
        yield new Stmt.Block(at, wholeBody("endautoescape", at));
      }
      case "include", "import", "from", "extends", "block" ->
          throw new PositionedFault(
              "{% " + tag.text() + " %} is not supported: a template here is one text",
              "put the text here, or use a {% macro %}",
              at);
      default ->
          throw new PositionedFault(
              "Encountered unknown tag '" + tag.text() + "'.", "check the spelling of the tag", at);
    };
  }

  private Stmt ifs(int at) throws PositionedFault {
    List<Stmt.Branch> branches = new ArrayList<>();
    filters.beginConditional();
    List<Stmt> otherwise = List.of();
    while (true) {
      Expr test = expressions.tuple(false, null, false);
      branches.add(new Stmt.Branch(test, body(List.of("elif", "else", "endif"), at)));
      Token next = tokens.advance();
      if (next.isName("else")) {
        otherwise = wholeBody("endif", at);
        break;
      }
      if (next.isName("endif")) {
        break;
      }
    }
    filters.endConditional();
    return new Stmt.If(at, List.copyOf(branches), otherwise);
  }

  private Stmt loop(int at) throws PositionedFault {
    Target target = targets.target("in");
    tokens.expectName("in");
    Expr items = expressions.tuple(false, "recursive", false);
    Expr test = tokens.skipName("if") ? expressions.expression() : null;
    boolean recursive = tokens.skipName("recursive");
    loops++;
    List<Stmt> body = body(List.of("else", "endfor"), at);
    loops--;
    List<Stmt> otherwise = tokens.advance().isName("else") ? wholeBody("endfor", at) : List.of();
    return new Stmt.For(at, target, items, test, recursive, body, otherwise);
  }

  private Stmt jump(int at, boolean isBreak) throws PositionedFault {
    if (loops == 0) {
      throw new PositionedFault(
          isBreak ? "'break' outside loop" : "'continue' outside loop",
          "use it inside {% for %}",
          at);
    }
    return isBreak ? new Stmt.Break(at) : new Stmt.Continue(at);
  }

  private Stmt set(int at) throws PositionedFault {
    Target target = targets.ofSet();
    if (tokens.skip("=")) {
      return new Stmt.Set(at, target, expressions.tuple(true, null, false));
    }
    Expr.Filter filter = null;
    while (tokens.skip("|")) {
      filter = filters.filter(filter);
    }
    return new Stmt.SetBlock(at, target, filter, wholeBody("endset", at));
  }

  private Stmt with(int at) throws PositionedFault {
    List<Target> names = new ArrayList<>();
    List<Expr> values = new ArrayList<>();
    while (tokens.current().kind() != Kind.BLOCK_END) {
      if (!names.isEmpty()) {
        tokens.expect(",");
      }
      names.add(targets.part());
      tokens.expect("=");
      values.add(expressions.expression());
    }
    return new Stmt.With(at, List.copyOf(names), List.copyOf(values), wholeBody("endwith", at));
  }

  private Stmt macro(int at) throws PositionedFault {
    String name = tokens.expectName().text();
    Signature signature = targets.signature();
    int outer = operands.takeImplicitNames();
    int outerLoops = loops;
    loops = 0;
    List<Stmt> body = wholeBody("endmacro", at);
    loops = outerLoops;
    int used = operands.takeImplicitNames();
    operands.addImplicitNames(outer | used);
    return new Stmt.MacroDefinition(at, name, signature, used, body);
  }

  private Stmt callBlock(int at) throws PositionedFault {
    Signature signature =
        tokens.current().is("(") ? targets.signature() : new Signature(List.of(), List.of());
    if (!(expressions.expression() instanceof Expr.Call call)) {
      throw new PositionedFault("expected call", "write {% call macro_name(...) %}", at);
    }
    int outer = operands.takeImplicitNames();
    int outerLoops = loops;
    loops = 0;
    List<Stmt> body = wholeBody("endcall", at);
    loops = outerLoops;
    int used = operands.takeImplicitNames();
    operands.addImplicitNames(outer | used);
    return new Stmt.CallBlock(at, call, new Stmt.MacroDefinition(at, null, signature, used, body));
  }

  private Stmt filterBlock(int at) throws PositionedFault {
    Expr.Filter filter = filters.filter(null);
    while (tokens.skip("|")) {
      filter = filters.filter(filter);
    }
    return new Stmt.FilterBlock(at, filter, wholeBody("endfilter", at));
  }

  private Stmt print(int at) throws PositionedFault {
    List<Stmt> parts = new ArrayList<>();
    while (tokens.current().kind() != Kind.BLOCK_END) {
      if (!parts.isEmpty()) {
        tokens.expect(",");
      }
      parts.add(new Stmt.Print(at, expressions.expression()));
    }
    return new Stmt.Block(at, List.copyOf(parts));
  }
}
