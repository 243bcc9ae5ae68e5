package dev.edgeagent.llm.grammar;

import java.util.ArrayList;
import java.util.List;

/** Reads the items of GBNF that stand for characters and tokens. */
final class GbnfTerminals {

  private final GbnfScanner text;
  private final int vocabularySize;

  /**
   * @param vocabularySize how many tokens there are; 0 if that is not known
   */
  GbnfTerminals(GbnfScanner text, int vocabularySize) {
    this.text = text;
    this.vocabularySize = vocabularySize;
  }

  Item literal(Position at) throws GrammarException {
    text.take();
    var literal = new StringBuilder();
    while (!text.takeIf("\"")) {
      text.checkNotEnd(at, "'\"'");
      Position characterAt = text.position();
      int c = text.takeCharacter();
      if (c == 0 || GbnfScanner.isSurrogate(c)) {
        throw GrammarException.at(
            characterAt,
            "no model can write the character " + String.format("\\u%04X", c),
            "take it out; characters above \\uFFFF are written with \\U and eight digits");
      }
      literal.appendCodePoint(c);
    }
    return new Item.Literal(at, literal.toString());
  }

  Item set(Position at) throws GrammarException {
    text.take();
    boolean inverted = text.takeIf("^");
    List<CodePoints.Range> ranges = new ArrayList<>();
    int elements = 0;
    while (!text.takeIf("]")) {
      text.checkNotEnd(at, "']'");
      Position rangeAt = text.position();
      int first = text.takeCharacter();
      int last = first;
      elements++;
      if (text.peek() == '-' && text.peek(1) != ']') {
        text.take();
        text.checkNotEnd(at, "']'");
        last = text.takeCharacter();
        elements++;
      }
      if (last < first) {
        throw GrammarException.at(
            rangeAt, "this range is backwards", "swap its ends, or write \\- for a hyphen");
      }
      ranges.add(new CodePoints.Range(first, last));
    }
    CodePoints named = CodePoints.union(ranges);
    CodePoints set = inverted ? named.complement() : named.and(CodePoints.ALL);
    if (elements == 0 || set.without(CodePoints.of(0, 0)).isEmpty()) {
      throw GrammarException.at(at, "no character is in this set", "name at least one");
    }
    return new Item.Chars(at, set, elements);
  }

  Item token(Position at) throws GrammarException {
    boolean isOther = text.takeIf("!");
    if (!text.takeIf("<[")) {
      throw GrammarException.at(
          at,
          "only a loaded model can tell whether this is one token",
          "write the token's number, <[NUMBER]>, or its text in quotes");
    }
    int id = text.takeNumber();
    if (!text.takeIf("]>")) {
      throw text.error("']>' is missing, found " + text.found(), "a token is <[NUMBER]>");
    }
    if (id >= vocabularySize) {
      throw GrammarException.at(
          at,
          vocabularySize == 0
              ? "tokens are not known here"
              : "there is no token " + id + ": the model has " + vocabularySize,
          "write the token's text in quotes");
    }
    return new Item.Token(at, id, isOther);
  }
}
