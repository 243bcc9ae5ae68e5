package dev.edgeagent.llm.grammar;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/** Which rules can come to an end, with or without a text. */
final class Reaching {

  /** An alternative that waits for rules. */
  private static final class Waiting {
    private final int rule;
    private int missing;

    Waiting(int rule) {
      this.rule = rule;
    }
  }

  private Reaching() {}

  /** The rules that can be the empty text. */
  static BitSet emptiness(List<FlatRule> rules) {
    return of(rules, false);
  }

  /** The rules that some text of finite length fits. */
  static BitSet anEnd(List<FlatRule> rules) {
    return of(rules, true);
  }

  /** Each alternative is looked at once for each rule in it, so that no order of rules is slow. */
  private static BitSet of(List<FlatRule> rules, boolean withText) {
    List<List<Waiting>> waiting = new ArrayList<>();
    rules.forEach(_ -> waiting.add(new ArrayList<>()));
    var reached = new BitSet(rules.size());
    Deque<Integer> todo = new ArrayDeque<>();
    for (int number = 0; number < rules.size(); number++) {
      for (int[] alternative : rules.get(number).alternatives()) {
        var wait = new Waiting(number);
        for (int item : alternative) {
          if (item != FlatRule.TEXT) {
            waiting.get(item).add(wait);
            wait.missing++;
          } else if (!withText) {
            wait.missing++;
          }
        }
        if (wait.missing == 0 && !reached.get(number)) {
          reached.set(number);
          todo.add(number);
        }
      }
    }
    while (!todo.isEmpty()) {
      for (Waiting wait : waiting.get(todo.remove())) {
        if (--wait.missing == 0 && !reached.get(wait.rule)) {
          reached.set(wait.rule);
          todo.add(wait.rule);
        }
      }
    }
    return reached;
  }
}
