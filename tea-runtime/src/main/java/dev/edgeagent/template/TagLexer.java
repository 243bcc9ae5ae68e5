package dev.edgeagent.template;

import dev.edgeagent.template.Token.Kind;
import java.util.List;

/** Splits the inside of one tag into tokens, and sees to its brackets. */
final class TagLexer {

  private static final String TWO_CHAR_OPERATORS = "// ** == != >= <=";

  private final String source;
  private final List<Token> tokens;
  private final StringBuilder open = new StringBuilder();
  private int at;

  TagLexer(String source, List<Token> tokens) {
    this.source = source;
    this.tokens = tokens;
  }

  /** Whether a bracket is open, so that the tag's end would be an operator. */
  boolean isOpen() {
    return !open.isEmpty();
  }

  /** Adds the token at this offset and returns the offset after it. */
  int token(int from) throws PositionedFault {
    at = from;
    token();
    return at;
  }

  private void token() throws PositionedFault {
    char c = source.charAt(at);
    int start = at;
    if (c >= '0' && c <= '9') {
      boolean afterDot = at > 0 && source.charAt(at - 1) == '.';
      Literals.NumberAt number = Literals.number(source, at, !afterDot);
      at = number.end();
      tokens.add(new Token(Kind.NUMBER, source.substring(start, at), number.value(), start));
    } else if (c == '_' || Character.isLetterOrDigit(source.codePointAt(at))) {
      while (at < source.length()
          && (source.charAt(at) == '_'
              || Character.isUnicodeIdentifierPart(source.codePointAt(at)))) {
        at += Character.charCount(source.codePointAt(at));
      }
      tokens.add(new Token(Kind.NAME, source.substring(start, at), null, start));
    } else if (c == '\'' || c == '"') {
      at = Literals.stringEnd(source, at);
      if (at < 0) {
        throw new PositionedFault("this string is not closed", "close it with " + c, start);
      }
      String text = Literals.unescape(source, start + 1, at - 1);
      tokens.add(new Token(Kind.STRING, text, text, start));
    } else {
      operator(c);
    }
  }

  private void operator(char c) throws PositionedFault {
    String two = at + 1 < source.length() ? source.substring(at, at + 2) : "";
    int length =
        two.length() == 2 && two.charAt(1) != ' ' && TWO_CHAR_OPERATORS.contains(two) ? 2 : 1;
    switch (c) {
      case '{' -> open.append('}');
      case '(' -> open.append(')');
      case '[' -> open.append(']');
      case '}', ')', ']' -> close(c);
      case '+', '-', '/', '*', '%', '~', '=', '>', '<', '.', ':', '|', ',', ';', '!' -> {
        if (c == '!' && length == 1) {
          throw new PositionedFault("unexpected char '!'", "negate with 'not'", at);
        }
      }
      default ->
          throw new PositionedFault(
              "unexpected char " + PyFormat.quote(Character.toString(source.codePointAt(at))),
              "remove it, or put the text in quotes",
              at);
    }
    tokens.add(new Token(Kind.OPERATOR, source.substring(at, at + length), null, at));
    at += length;
  }

  private void close(char c) throws PositionedFault {
    if (open.isEmpty()) {
      throw new PositionedFault(
          "unexpected '" + c + "'", "remove it, or open the bracket before", at);
    }
    char expected = open.charAt(open.length() - 1);
    if (expected != c) {
      throw new PositionedFault(
          "unexpected '" + c + "', expected '" + expected + "'",
          "close the brackets in the order they were opened",
          at);
    }
    open.setLength(open.length() - 1);
  }
}
