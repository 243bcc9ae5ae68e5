package dev.edgeagent.llm.grammar;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Repetitions of any size. llama.cpp repeats less than 2000 times; more is made of blocks, so that
 * at each place few ways are open.
 */
final class Repeats {

  /** No answer of a local model is so long; a maximum from here on is none. */
  static final int UNLIMITED = 1_000_000;

  private static final int BLOCK = 1000;

  private final SchemaRules rules;

  Repeats(SchemaRules rules) {
    this.rules = rules;
  }

  /**
   * @param name of rules that may have to be made
   * @param item what is repeated: a reference to a rule
   * @param max from {@link #UNLIMITED}, or null: without end
   */
  Fragment of(String name, Fragment item, int min, @Nullable Integer max) throws GrammarException {
    Integer end = max == null || max >= UNLIMITED ? null : max;
    if ((end == null ? min : end) <= BLOCK) {
      return item.times(min, end);
    }
    Fragment block = rules.define(name + "-block", item.times(BLOCK, BLOCK));
    // As a rule of its own, for in a group all of this would count as one repetition.
    return rules.define(name + "-many", blocks(block, item, min, end));
  }

  private static Fragment blocks(Fragment block, Fragment item, int min, @Nullable Integer max) {
    int from = min / BLOCK;
    if (max == null) {
      return Fragment.sequence(block.times(from, from), item.times(min % BLOCK, null));
    }
    int to = max / BLOCK;
    if (from == to) {
      return Fragment.sequence(block.times(from, from), item.times(min % BLOCK, max % BLOCK));
    }
    List<Fragment> ways = new ArrayList<>();
    ways.add(Fragment.sequence(block.times(from, from), item.times(min % BLOCK, BLOCK - 1)));
    if (to - from > 1) {
      ways.add(Fragment.sequence(block.times(from + 1, to - 1), item.times(0, BLOCK - 1)));
    }
    Fragment last = Fragment.sequence(block.times(to, to), item.times(0, max % BLOCK));
    ways.add(last);
    return Fragment.anyOf(ways);
  }
}
