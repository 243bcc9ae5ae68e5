package dev.edgeagent.template;

import dev.edgeagent.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Splits a template into tokens, with the white space rules of jinja2.lexer. */
final class Lexer {

  private final String source;
  private final TemplateOptions options;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  Lexer(String source, TemplateOptions options) {
    this.source = source;
    this.options = options;
  }

  /** Line ends become LF; one at the very end is dropped unless it is to be kept. */
  static String normalize(String source, boolean keepTrailingNewline) {
    String text =
        source.indexOf('\r') < 0 ? source : source.replace("\r\n", "\n").replace('\r', '\n');
    return !keepTrailingNewline && text.endsWith("\n")
        ? text.substring(0, text.length() - 1)
        : text;
  }

  List<Token> tokens() throws PositionedFault {
    while (at < source.length()) {
      int tag = nextTag(at);
      if (tag < 0) {
        data(at, source.length());
        at = source.length();
        break;
      }
      char sign = tag + 2 < source.length() ? source.charAt(tag + 2) : ' ';
      boolean signed = sign == '-' || sign == '+';
      char type = source.charAt(tag + 1);
      text(at, tag, signed ? sign : ' ', type == '{');
      int inside = tag + (signed ? 3 : 2);
      switch (type) {
        case '#' -> comment(tag, tag + 2);
        case '{' -> tag(tag, inside, Kind.VARIABLE_BEGIN);
        default -> {
          int rawEnd = rawBegin(inside);
          if (rawEnd >= 0) {
            raw(tag, rawEnd);
          } else {
            tag(tag, inside, Kind.BLOCK_BEGIN);
          }
        }
      }
    }
    tokens.add(new Token(Kind.END, "", null, source.length()));
    return tokens;
  }

  private int nextTag(int from) {
    for (int i = source.indexOf('{', from);
        i >= 0 && i + 1 < source.length();
        i = source.indexOf('{', i + 1)) {
      char c = source.charAt(i + 1);
      if (c == '{' || c == '%' || c == '#') {
        return i;
      }
    }
    return -1;
  }

  /** The text before a tag, stripped as the tag's sign and lstrip_blocks want it. */
  private void text(int from, int to, char sign, boolean variable) {
    int end = to;
    if (sign == '-') {
      while (end > from && PyChars.isSpace(source.charAt(end - 1))) {
        end--;
      }
    } else if (sign != '+' && options.lstripBlocks() && !variable) {
      int blank = to;
      while (blank > from
          && source.charAt(blank - 1) != '\n'
          && PyChars.isSpace(source.charAt(blank - 1))) {
        blank--;
      }
      if (blank == 0 || source.charAt(blank - 1) == '\n') {
        end = blank;
      }
    }
    data(from, end);
  }

  private void data(int from, int to) {
    if (to > from) {
      tokens.add(new Token(Kind.DATA, source.substring(from, to), null, from));
    }
  }

  private void comment(int start, int from) throws PositionedFault {
    int end = source.indexOf("#}", from);
    if (end < 0) {
      throw new PositionedFault("Missing end of comment tag", "close the comment with #}", start);
    }
    char before = end > from ? source.charAt(end - 1) : ' ';
    at = afterTag(end + 2, before, true);
  }

  /** Where the template goes on after an end tag, given the sign before it. */
  private int afterTag(int from, char sign, boolean block) {
    int next = from;
    if (sign == '-') {
      while (next < source.length() && PyChars.isSpace(source.charAt(next))) {
        next++;
      }
    } else if (sign != '+'
        && block
        && options.trimBlocks()
        && next < source.length()
        && source.charAt(next) == '\n') {
      next++;
    }
    return next;
  }

  /** The offset after {@code raw %}}, or -1 if the block that starts here is another. */
  private int rawBegin(int from) {
    int i = word(from, "raw");
    if (i < 0) {
      return -1;
    }
    if (source.startsWith("-%}", i)) {
      return afterTag(i + 3, '-', true);
    }
    return source.startsWith("%}", i) ? i + 2 : -1;
  }

  /** The offset after white space, {@code word} and white space; -1 if something else is there. */
  private int word(int from, String word) {
    int i = skipSpace(from);
    return source.startsWith(word, i) ? skipSpace(i + word.length()) : -1;
  }

  private int skipSpace(int from) {
    int i = from;
    while (i < source.length() && PyChars.isSpace(source.charAt(i))) {
      i++;
    }
    return i;
  }

  private void raw(int start, int from) throws PositionedFault {
    for (int i = source.indexOf("{%", from); i >= 0; i = source.indexOf("{%", i + 1)) {
      char sign = i + 2 < source.length() ? source.charAt(i + 2) : ' ';
      boolean signed = sign == '-' || sign == '+';
      int end = word(i + (signed ? 3 : 2), "endraw");
      if (end < 0) {
        continue;
      }
      char endSign = end < source.length() ? source.charAt(end) : ' ';
      int close = endSign == '-' || endSign == '+' ? end + 1 : end;
      if (source.startsWith("%}", close)) {
        text(from, i, signed ? sign : ' ', false);
        at = afterTag(close + 2, close > end ? endSign : ' ', true);
        return;
      }
    }
    throw new PositionedFault("Missing end of raw directive", "close it with {% endraw %}", start);
  }

  private void tag(int start, int inside, Kind begin) throws PositionedFault {
    boolean block = begin == Kind.BLOCK_BEGIN;
    String close = block ? "%}" : "}}";
    tokens.add(new Token(begin, close, null, start));
    TagLexer tag = new TagLexer(source, tokens);
    at = inside;
    while (true) {
      at = skipSpace(at);
      if (at >= source.length()) {
        throw new PositionedFault("this tag is not closed", "close it with " + close, start);
      }
      if (!tag.isOpen() && end(close, block)) {
        return;
      }
      at = tag.token(at);
    }
  }

  private boolean end(String close, boolean block) {
    char sign = source.charAt(at);
    boolean signed = sign == '-' || (sign == '+' && block);
    int end = signed ? at + 1 : at;
    if (!source.startsWith(close, end)) {
      return false;
    }
    tokens.add(new Token(block ? Kind.BLOCK_END : Kind.VARIABLE_END, close, null, at));
    at = afterTag(end + 2, signed ? sign : ' ', block);
    return true;
  }
}
