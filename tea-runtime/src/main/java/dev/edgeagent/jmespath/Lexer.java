package dev.edgeagent.jmespath;

import dev.edgeagent.json.Json;
import dev.edgeagent.json.JsonException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Splits an expression into tokens. */
final class Lexer {

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  Lexer(String text) {
    this.text = text;
  }

  /** The last one is {@link Type#END}. */
  List<Token> tokens() throws JmesPathException {
    while (at < text.length()) {
      char c = text.charAt(at);
      switch (c) {
        case ' ', '\t', '\n', '\r' -> at++;
        case '.' -> add(TokenType.DOT, 1);
        case '*' -> add(TokenType.STAR, 1);
        case ']' -> add(TokenType.RBRACKET, 1);
        case ',' -> add(TokenType.COMMA, 1);
        case ':' -> add(TokenType.COLON, 1);
        case '@' -> add(TokenType.CURRENT, 1);
        case '(' -> add(TokenType.LPAREN, 1);
        case ')' -> add(TokenType.RPAREN, 1);
        case '{' -> add(TokenType.LBRACE, 1);
        case '}' -> add(TokenType.RBRACE, 1);
        case '[' -> bracket();
        case '|' -> either(TokenType.PIPE, "||", TokenType.OR);
        case '&' -> either(TokenType.REFERENCE, "&&", TokenType.AND);
        case '<', '>' -> add(TokenType.COMPARATOR, text.startsWith("=", at + 1) ? 2 : 1);
        case '!' -> either(TokenType.NOT, "!=", TokenType.COMPARATOR);
        case '=' -> {
          if (!text.startsWith("==", at)) {
            throw new JmesPathException("'=' is no operator, '==' is:", at);
          }
          add(TokenType.COMPARATOR, 2);
        }
        case '"' -> quotedName();
        case '\'' -> rawText();
        case '`' -> literal();
        default -> nameOrNumber(c);
      }
    }
    tokens.add(new Token(TokenType.END, "", null, text.length()));
    return tokens;
  }

  private void add(TokenType type, int length) {
    add(type, at + length, null);
  }

  private void add(TokenType type, int end, @Nullable Object value) {
    tokens.add(new Token(type, text.substring(at, end), value, at));
    at = end;
  }

  private void either(TokenType one, String two, TokenType twoType) {
    boolean isTwo = text.startsWith(two, at);
    add(isTwo ? twoType : one, isTwo ? 2 : 1);
  }

  private void bracket() {
    if (text.startsWith("[]", at)) {
      add(TokenType.FLATTEN, 2);
    } else {
      either(TokenType.LBRACKET, "[?", TokenType.FILTER);
    }
  }

  private void nameOrNumber(char c) throws JmesPathException {
    int end = at + 1;
    if (isLetter(c)) {
      while (end < text.length() && (isLetter(text.charAt(end)) || isDigit(text.charAt(end)))) {
        end++;
      }
      add(TokenType.NAME, end, text.substring(at, end));
      return;
    }
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    String number = text.substring(at, end);
    try {
      if (isDigit(c) || (c == '-' && end > at + 1)) {
        add(TokenType.NUMBER, end, Integer.valueOf(number));
        return;
      }
    } catch (NumberFormatException e) {
      throw new JmesPathException("the index " + number + " is too large", at);
    }
    String shown = Character.toString(text.codePointAt(at));
    throw new JmesPathException("unexpected '" + shown + "'", at);
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** The place of the delimiter that ends what begins here; one after a backslash does not. */
  private int end() throws JmesPathException {
    char delimiter = text.charAt(at);
    for (int i = at + 1; i < text.length(); i++) {
      if (text.charAt(i) == delimiter) {
        return i;
      }
      if (text.charAt(i) == '\\') {
        i++;
      }
    }
    throw new JmesPathException("no closing " + delimiter + " for the one", at);
  }

  private void quotedName() throws JmesPathException {
    int end = end() + 1;
    add(TokenType.QUOTED_NAME, end, json(text.substring(at, end)));
  }

  private void rawText() throws JmesPathException {
    int end = end();
    add(TokenType.LITERAL, end + 1, text.substring(at + 1, end).replace("\\'", "'"));
  }

  /** JSON; as in Python's, anything else is a text without quotes. */
  private void literal() throws JmesPathException {
    int end = end();
    String json = text.substring(at + 1, end).replace("\\`", "`").stripLeading();
    @Nullable Object value;
    try {
      value = Json.parse(json);
    } catch (JsonException e) {
      value = json("\"" + json + "\"");
    }
    add(TokenType.LITERAL, end + 1, value);
  }

  private @Nullable Object json(String json) throws JmesPathException {
    try {
      return Json.parse(json);
    } catch (JsonException e) {
      throw new JmesPathException(json + " is not JSON (" + e.getMessage() + ")", at);
    }
  }
}
