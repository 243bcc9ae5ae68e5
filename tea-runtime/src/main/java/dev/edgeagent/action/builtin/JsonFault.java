package dev.edgeagent.action.builtin;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where and why a text is not JSON, in the words of Python's {@code json} module: workflows have
 * them in their state.
 *
 * @param line from 1
 * @param column from 1, in code points
 */
record JsonFault(String what, int line, int column) {

  private static final String VALUE = "Expecting value";
  private static final String NAME = "Expecting property name enclosed in double quotes";
  private static final String COLON = "Expecting ':' delimiter";
  private static final String COMMA = "Expecting ',' delimiter";
  private static final String EXTRA = "Extra data";
  private static final String UNTERMINATED = "Unterminated string starting at";
  private static final String CONTROL = "Invalid control character at";
  private static final String ESCAPE = "Invalid \\escape";
  private static final String UNICODE = "Invalid \\uXXXX escape";

  private static final Pattern SCALAR =
      Pattern.compile(
          "-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?"
              + "|null|true|false|NaN|Infinity|-Infinity");
  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{4}");

  /**
   * @return the first fault; empty if there is none that this grammar knows
   */
  static Optional<JsonFault> in(String text) {
    try {
      new Scan(text).document();
      return Optional.empty();
    } catch (Found e) {
      String before = text.substring(0, e.at);
      int lineStart = before.lastIndexOf('\n') + 1;
      return Optional.of(
          new JsonFault(
              e.what,
              1 + (int) before.chars().filter(c -> c == '\n').count(),
              1 + before.codePointCount(lineStart, before.length())));
    }
  }

  private static final class Found extends Exception {
    private static final long serialVersionUID = 1;
    private final String what;
    private final int at;

    Found(String what, int at) {
      super(what, null, false, false);
      this.what = what;
      this.at = at;
    }
  }

  /** Goes through a text, however deep it is nested. */
  private static final class Scan {
    private final String text;
    private final Deque<Character> open = new ArrayDeque<>();
    private int at;

    Scan(String text) {
      this.text = text;
    }

    void document() throws Found {
      space();
      boolean complete = value();
      while (!complete || !open.isEmpty()) {
        complete = complete ? afterItem() : open.element() == '{' ? member() : value();
      }
      space();
      if (at < text.length()) {
        throw new Found(EXTRA, at);
      }
    }

    /** Whether the value is complete; else it has been opened and its first item comes next. */
    private boolean value() throws Found {
      char c = next();
      if (c == '{' || c == '[') {
        at++;
        space();
        if (next() == (c == '{' ? '}' : ']')) {
          at++;
          return true;
        }
        open.push(c);
        return false;
      }
      if (c == '"') {
        string();
        return true;
      }
      Matcher scalar = SCALAR.matcher(text).region(at, text.length());
      if (!scalar.lookingAt()) {
        throw new Found(VALUE, at);
      }
      at = scalar.end();
      return true;
    }

    private boolean member() throws Found {
      if (next() != '"') {
        throw new Found(NAME, at);
      }
      string();
      space();
      if (next() != ':') {
        throw new Found(COLON, at);
      }
      at++;
      space();
      return value();
    }

    /** Whether that was the last item. */
    private boolean afterItem() throws Found {
      space();
      char c = next();
      if (c == (open.element() == '{' ? '}' : ']')) {
        at++;
        open.pop();
        return true;
      }
      if (c != ',') {
        throw new Found(COMMA, at);
      }
      at++;
      space();
      return false;
    }

    private void string() throws Found {
      int start = at++;
      while (at < text.length()) {
        char c = text.charAt(at);
        if (c == '"') {
          at++;
          return;
        }
        if (c < ' ') {
          throw new Found(CONTROL, at);
        }
        if (c == '\\') {
          escape(start);
        } else {
          at++;
        }
      }
      throw new Found(UNTERMINATED, start);
    }

    private void escape(int start) throws Found {
      if (at + 1 == text.length()) {
        throw new Found(UNTERMINATED, start);
      }
      char c = text.charAt(at + 1);
      if (c != 'u') {
        if ("\"\\/bfnrt".indexOf(c) < 0) {
          throw new Found(ESCAPE, at);
        }
        at += 2;
        return;
      }
      if (!HEX.matcher(text).region(at + 2, text.length()).lookingAt()
          || at + 6 == text.length()) { // a string that ends there has no closing quote
        throw new Found(UNICODE, at + 1);
      }
      at += 6;
    }

    private void space() {
      while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
    }

    /** The next character, NUL at the end. */
    private char next() {
      return at < text.length() ? text.charAt(at) : '\0';
    }
  }
}
