package dev.edgeagent.llm.grammar;

import java.util.BitSet;
import java.util.List;

/**
 * With what rules begin. llama.cpp walks through all of that before the first token, without a
 * limit, and never comes back from a rule that begins with itself; it sees itself only the plainest
 * of those.
 */
final class Beginnings {

  private static final int MAX_DEPTH = 1000;
  private static final long MAX_STEPS = 5_000_000;
  private static final int MAX_WAYS = 4096;

  private final List<FlatRule> rules;
  private final BitSet empty;
  private final BitSet open = new BitSet();
  private final BitSet done = new BitSet();
  private final long[] steps;
  private final long[] ways;

  private Beginnings(List<FlatRule> rules, BitSet empty) {
    this.rules = rules;
    this.empty = empty;
    this.steps = new long[rules.size()];
    this.ways = new long[rules.size()];
  }

  /**
   * @param empty the rules that can be the empty text
   */
  static void check(List<FlatRule> rules, BitSet empty) throws GrammarException {
    var beginnings = new Beginnings(rules, empty);
    long steps = 0;
    for (int number = 0; number < rules.size(); number++) {
      if (!beginnings.done.get(number)) {
        beginnings.visit(number, 0);
        steps = Math.min(MAX_STEPS + 1, steps + beginnings.steps[number]);
      }
      if (steps > MAX_STEPS) {
        throw beginnings.tooMany(number);
      }
    }
    for (int number = 0; number < rules.size(); number++) {
      beginnings.checkWays(number);
    }
  }

  private void visit(int number, int depth) throws GrammarException {
    FlatRule rule = rules.get(number);
    if (open.get(number)) {
      throw rule.isLoop()
          ? GrammarException.at(
              rule.at(),
              "what is repeated here without end can be empty",
              "make what is repeated at least one character long")
          : GrammarException.at(
              rule.at(),
              "rule '" + rule.rule() + "' can begin with itself (left recursion)",
              "let it begin with something else: instead of a ::= a \"x\" | \"y\" write a ::= \"y\""
                  + " \"x\"*");
    }
    if (done.get(number)) {
      return;
    }
    if (depth > MAX_DEPTH) {
      throw GrammarException.at(
          rule.at(),
          "more than " + MAX_DEPTH + " rules begin with one another",
          "write a shorter chain");
    }
    open.set(number);
    for (int[] alternative : rule.alternatives()) {
      steps[number] = sum(steps[number], alternative.length + 1);
      for (int item : alternative) {
        if (item == FlatRule.TEXT) {
          ways[number] = sum(ways[number], 1);
          break;
        }
        visit(item, depth + 1);
        steps[number] = sum(steps[number], steps[item]);
        ways[number] = sum(ways[number], ways[item]);
        if (!empty.get(item)) {
          break;
        }
      }
    }
    open.clear(number);
    done.set(number);
  }

  /** After each item of a rule, too: what comes next is a beginning there. */
  private void checkWays(int number) throws GrammarException {
    if (ways[number] > MAX_WAYS) {
      throw tooMany(number);
    }
    for (int[] alternative : rules.get(number).alternatives()) {
      long after = 0;
      for (int i = alternative.length - 1; i >= 0; i--) {
        int item = alternative[i];
        long here = item == FlatRule.TEXT ? 1 : ways[item];
        after = item != FlatRule.TEXT && empty.get(item) ? sum(after, here) : here;
        if (after > MAX_WAYS) {
          throw tooMany(number);
        }
      }
    }
  }

  private GrammarException tooMany(int number) {
    FlatRule rule = rules.get(number);
    return GrammarException.at(
        rule.at(),
        "rule '" + rule.rule() + "' can go on in too many ways for llama.cpp",
        "let fewer alternatives begin alike, and fewer items in a row be optional");
  }

  private static long sum(long a, long b) {
    return Math.min(Integer.MAX_VALUE, a + b);
  }
}
