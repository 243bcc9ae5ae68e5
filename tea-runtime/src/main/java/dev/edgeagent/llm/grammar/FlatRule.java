package dev.edgeagent.llm.grammar;

import java.util.List;

/**
 * A rule as llama.cpp keeps it: groups and repetitions have become rules of their own.
 *
 * @param rule the rule in the text that it was made from
 * @param at where in the text
 * @param isLoop whether it stands for a repetition without end
 * @param alternatives each a row of numbers of rules, and {@link #TEXT} for what reads a text
 */
record FlatRule(String rule, Position at, boolean isLoop, List<int[]> alternatives) {

  /** In an alternative: characters or a token. */
  static final int TEXT = -1;
}
