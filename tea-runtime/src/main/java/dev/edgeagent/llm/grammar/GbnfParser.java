package dev.edgeagent.llm.grammar;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads GBNF as llama.cpp 0.5.0 does (src/llama-grammar.cpp), but says where something is wrong,
 * and also refuses what llama.cpp takes and nobody can mean: two rules of one name, sets without a
 * character, ranges backwards.
 */
final class GbnfParser {

  private static final int MAX_DEPTH = 64;
  private static final int MAX_REPETITIONS = 1999;
  private static final int MAX_CHAIN = 8;

  private final GbnfScanner text;
  private final GbnfTerminals terminals;
  private int depth;

  private GbnfParser(GbnfScanner text, int vocabularySize) {
    this.text = text;
    this.terminals = new GbnfTerminals(text, vocabularySize);
  }

  /**
   * The rules by name, in the order of the text.
   *
   * @param vocabularySize how many tokens there are; 0 if that is not known
   */
  static Map<String, Rule> parse(String gbnf, int vocabularySize) throws GrammarException {
    return new GbnfParser(new GbnfScanner(gbnf), vocabularySize).rules();
  }

  private Map<String, Rule> rules() throws GrammarException {
    Map<String, Rule> rules = new LinkedHashMap<>();
    text.skipSpace(true);
    while (text.peek() != GbnfScanner.END) {
      Rule rule = rule();
      Rule before = rules.putIfAbsent(rule.name(), rule);
      if (before != null) {
        throw GrammarException.at(
            rule.at(),
            "rule '" + rule.name() + "' is defined already in line " + before.at().line(),
            "join the two with '|', or rename one");
      }
      text.skipSpace(true);
    }
    return rules;
  }

  private Rule rule() throws GrammarException {
    Position at = text.position();
    String name = text.takeName();
    if (name.isEmpty()) {
      throw text.error(
          "a rule's name is missing, found " + text.found(),
          "a rule is NAME ::= ..., and ends at the end of its line unless that line ends in '|' or"
              + " '(' is still open; names have letters, digits and '-'");
    }
    text.skipSpace(false);
    if (!text.takeIf("::=")) {
      throw text.error(
          "'::=' is missing after '" + name + "', found " + text.found(),
          "a rule is NAME ::= ..., all in one line; names have letters, digits and '-'");
    }
    text.skipSpace(true);
    List<List<Item>> alternatives = alternatives(false);
    int c = text.peek();
    if (c != '\r' && c != '\n' && c != GbnfScanner.END) {
      throw text.error(
          c == ')' ? "')' without a '('" : text.found() + " means nothing here",
          "texts stand in \"quotes\", sets in [brackets]; names have letters, digits and '-'");
    }
    return new Rule(name, at, alternatives);
  }

  private List<List<Item>> alternatives(boolean nested) throws GrammarException {
    List<List<Item>> alternatives = new ArrayList<>();
    alternatives.add(sequence(nested));
    while (text.takeIf("|")) {
      text.skipSpace(true);
      alternatives.add(sequence(nested));
    }
    return alternatives;
  }

  private List<Item> sequence(boolean nested) throws GrammarException {
    List<Item> items = new ArrayList<>();
    while (true) {
      Position at = text.position();
      Item repeated = repetition(at, items, nested);
      if (repeated != null) {
        items.set(items.size() - 1, repeated);
      } else {
        Item item = item(at);
        if (item == null) {
          return items;
        }
        items.add(item);
      }
      text.skipSpace(nested);
    }
  }

  private @Nullable Item item(Position at) throws GrammarException {
    return switch (text.peek()) {
      case '"' -> terminals.literal(at);
      case '[' -> terminals.set(at);
      case '<', '!' -> terminals.token(at);
      case '(' -> group(at);
      case '.' -> {
        text.take();
        yield new Item.Chars(at, CodePoints.ALL, 1);
      }
      default -> {
        String name = text.takeName();
        if (name.isEmpty()) {
          yield null;
        }
        yield new Item.Reference(at, name);
      }
    };
  }

  private @Nullable Item repetition(Position at, List<Item> before, boolean nested)
      throws GrammarException {
    int c = text.peek();
    if (c != '*' && c != '+' && c != '?' && c != '{') {
      return null;
    }
    if (before.isEmpty()) {
      throw text.error(
          "there is nothing before '" + Character.toString(c) + "' to repeat",
          "write it after what is to be repeated");
    }
    text.take();
    Item item = before.getLast();
    return switch (c) {
      case '*' -> repeat(at, item, 0, null);
      case '+' -> repeat(at, item, 1, null);
      case '?' -> repeat(at, item, 0, 1);
      default -> {
        text.skipSpace(nested);
        int min = text.takeNumber();
        text.skipSpace(nested);
        Integer max = min;
        if (text.takeIf(",")) {
          text.skipSpace(nested);
          max = GbnfScanner.isDigit(text.peek()) ? (Integer) text.takeNumber() : null;
          text.skipSpace(nested);
        }
        if (!text.takeIf("}")) {
          throw text.error(
              "'}' is missing, found " + text.found(), "repetitions are {3}, {3,} and {3,5}");
        }
        yield repeat(at, item, min, max);
      }
    };
  }

  private Item repeat(Position at, Item item, int min, @Nullable Integer max)
      throws GrammarException {
    if (min > MAX_REPETITIONS || (max != null && max > MAX_REPETITIONS)) {
      throw GrammarException.at(
          at,
          "llama.cpp repeats at most " + MAX_REPETITIONS + " times",
          "leave the maximum out, or give a part of the repetition a rule of its own");
    }
    if (max != null && max < min) {
      throw GrammarException.at(
          at, "at least " + min + " times, but at most " + max, "swap the two numbers");
    }
    int repetitions = 1;
    for (Item inner = item; inner instanceof Item.Repetition again; inner = again.item()) {
      if (++repetitions > MAX_CHAIN) {
        throw GrammarException.at(
            at, "more than " + MAX_CHAIN + " repetitions of one item", "join them");
      }
    }
    return new Item.Repetition(at, item, min, max);
  }

  private Item group(Position at) throws GrammarException {
    text.take();
    if (++depth > MAX_DEPTH) {
      throw GrammarException.at(
          at,
          "more than " + MAX_DEPTH + " parentheses are open",
          "give the inner part a rule of its own");
    }
    text.skipSpace(true);
    List<List<Item>> alternatives = alternatives(true);
    text.checkNotEnd(at, "')'");
    if (!text.takeIf(")")) {
      throw text.error(
          "')' is missing, found " + text.found(),
          "texts stand in \"quotes\", sets in [brackets]; names have letters, digits and '-'");
    }
    depth--;
    return new Item.Group(at, alternatives);
  }
}
