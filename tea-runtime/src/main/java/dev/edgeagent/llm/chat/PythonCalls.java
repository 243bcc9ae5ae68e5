package dev.edgeagent.llm.chat;

import dev.edgeagent.json.Json;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls as Python writes them, which Gemma 3 and Llama 3.2 like: {@code get_weather(city="Bern",
 * days=2)}. Arguments are literals with names; anything else is no call.
 */
final class PythonCalls {

  /** The text is not of this form. */
  private static final class Mismatch extends Exception {
    private static final long serialVersionUID = 1;

    Mismatch() {
      super(null, null, false, false);
    }
  }

  /**
   * @param end where they end
   */
  record Found(List<CallJson.Call> calls, int end) {}

  private static final int MAX_DEPTH = 100;

  private final String text;
  private int at;

  private PythonCalls(String text, int at) {
    this.text = text;
    this.at = at;
  }

  /** The calls at a place, in a list or one after the other; null if there are none. */
  static @Nullable Found read(String text, int at) {
    var reader = new PythonCalls(text, at);
    try {
      return reader.all();
    } catch (Mismatch e) {
      return null;
    }
  }

  private Found all() throws Mismatch {
    List<CallJson.Call> calls = new ArrayList<>();
    boolean inList = accept('[');
    do {
      calls.add(call());
    } while (inList ? accept(',') : accept(';') || startsName());
    if (inList) {
      expect(']');
    }
    return new Found(calls, at);
  }

  private CallJson.Call call() throws Mismatch {
    String name = name();
    expect('(');
    if (name.equals("print")) {
      CallJson.Call printed = call();
      expect(')');
      return printed;
    }
    Map<String, Object> arguments = new LinkedHashMap<>();
    while (!accept(')')) {
      String key = name();
      expect('=');
      arguments.put(key, value(0));
      if (!accept(',')) {
        expect(')');
        break;
      }
    }
    return new CallJson.Call(name, Json.compact(arguments));
  }

  private @Nullable Object value(int depth) throws Mismatch {
    skipWhitespace();
    char c = peek();
    if (depth > MAX_DEPTH) {
      throw new Mismatch();
    }
    if (c == '"' || c == '\'') {
      return string();
    }
    if (accept('[')) {
      List<Object> list = new ArrayList<>();
      while (!accept(']')) {
        list.add(value(depth + 1));
        if (!accept(',')) {
          expect(']');
          break;
        }
      }
      return list;
    }
    if (accept('{')) {
      Map<String, Object> map = new LinkedHashMap<>();
      while (!accept('}')) {
        skipWhitespace();
        String key = string();
        expect(':');
        map.put(key, value(depth + 1));
        if (!accept(',')) {
          expect('}');
          break;
        }
      }
      return map;
    }
    return c == '-' || (c >= '0' && c <= '9') ? number() : word();
  }

  private @Nullable Object word() throws Mismatch {
    return switch (name()) {
      case "True", "true" -> true;
      case "False", "false" -> false;
      case "None", "null" -> null;
      default -> throw new Mismatch();
    };
  }

  private Object number() throws Mismatch {
    int start = at;
    while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String number = text.substring(start, at);
    try {
      if (number.matches("-?\\d+")) {
        return new BigInteger(number);
      }
      double value = Double.parseDouble(number);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // not a number: no call
    }
    throw new Mismatch();
  }

  private String string() throws Mismatch {
    char quote = peek();
    if (quote != '"' && quote != '\'') {
      throw new Mismatch();
    }
    at++;
    var value = new StringBuilder();
    while (peek() != quote) {
      char c = text.charAt(at++);
      if (c == '\\') {
        char escaped = peek();
        at++;
        value.append(
            switch (escaped) {
              case 'n' -> "\n";
              case 't' -> "\t";
              case 'r' -> "\r";
              case '\\', '"', '\'' -> String.valueOf(escaped);
              default -> "\\" + escaped;
            });
      } else {
        value.append(c);
      }
    }
    at++;
    return value.toString();
  }

  private String name() throws Mismatch {
    skipWhitespace();
    int start = at;
    while (at < text.length()
        && (Character.isJavaIdentifierPart(text.charAt(at)) || text.charAt(at) == '.')) {
      at++;
    }
    if (start == at || Character.isDigit(text.charAt(start))) {
      throw new Mismatch();
    }
    return text.substring(start, at);
  }

  private boolean startsName() {
    skipWhitespace();
    return at < text.length() && Character.isJavaIdentifierStart(text.charAt(at));
  }

  private char peek() throws Mismatch {
    if (at >= text.length()) {
      throw new Mismatch();
    }
    return text.charAt(at);
  }

  private boolean accept(char c) {
    skipWhitespace();
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char c) throws Mismatch {
    if (!accept(c)) {
      throw new Mismatch();
    }
  }

  private void skipWhitespace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }
}
