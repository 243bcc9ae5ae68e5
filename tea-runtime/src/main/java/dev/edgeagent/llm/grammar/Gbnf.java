package dev.edgeagent.llm.grammar;

import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * llama.cpp's notation of grammars, as llama.cpp 0.5.0 reads it (grammars/README.md and
 * src/llama-grammar.cpp there).
 */
public final class Gbnf {

  /** How long a grammar may be, in characters. */
  static final int MAX_CHARACTERS = 1 << 20;

  private Gbnf() {}

  /**
   * Guarantees that llama.cpp takes the grammar, with the start rule {@code root}, and neither
   * prints, crashes, hangs nor fills the memory at it: llama.cpp prints to stderr what it does not
   * take, and trusts the rest. Refuses token references, {@code <[7]>}, for the number of tokens is
   * not known.
   *
   * @throws GrammarException with the place of the first thing that is wrong
   */
  public static void check(String gbnf) throws GrammarException {
    check(gbnf, 0);
  }

  /**
   * The same for one model.
   *
   * @param vocabularySize how many tokens the model has, to which {@code <[7]>} may refer
   */
  public static void check(String gbnf, int vocabularySize) throws GrammarException {
    Map<String, Rule> rules = GbnfParser.parse(gbnf, vocabularySize);
    if (!rules.containsKey("root")) {
      throw new GrammarException(
          1,
          1,
          "there is no rule 'root', with which a grammar begins",
          "write one: root ::= \"yes\" | \"no\"");
    }
    List<FlatRule> flat = FlatRules.of(rules);
    Beginnings.check(flat, Reaching.emptiness(flat));
    checkEnds(flat);
  }

  /** A model that comes into a rule without an end would write for ever. */
  private static void checkEnds(List<FlatRule> rules) throws GrammarException {
    BitSet ending = Reaching.anEnd(rules);
    int endless = ending.nextClearBit(0);
    if (endless == rules.size()) {
      return;
    }
    // Rules that only lead to the endless one have no end either, but are not to blame.
    var seen = new BitSet();
    while (!seen.get(endless)) {
      seen.set(endless);
      for (int item : rules.get(endless).alternatives().getFirst()) {
        if (item != FlatRule.TEXT && !ending.get(item)) {
          endless = item;
          break;
        }
      }
    }
    FlatRule rule = rules.get(endless);
    throw GrammarException.at(
        rule.at(),
        "rule '" + rule.rule() + "' never comes to an end",
        "give it an alternative that does not lead back to itself");
  }
}
