package dev.edgeagent.llm.grammar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes of the rules of a text those that llama.cpp makes, in the same order with the same numbers,
 * so that its limits can be held to (llama-grammar.cpp, {@code parse_sequence}).
 */
final class FlatRules {

  /** What llama.cpp calls MAX_REPETITION_THRESHOLD; what is counted against it must stay below. */
  private static final int REPETITION_THRESHOLD = 2000;

  private static final int MAX_RULES = 50_000;
  private static final long MAX_ELEMENTS = 1_000_000;

  private final Map<String, Rule> source;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<@Nullable FlatRule> rules = new ArrayList<>();
  private long elements;

  /**
   * An item as numbers.
   *
   * @param elements how many entries llama.cpp has for it
   * @param weight what llama.cpp multiplies a repetition of it with
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares parts
  private record Part(int[] code, long elements, long weight) {}

  private FlatRules(Map<String, Rule> source) {
    this.source = source;
  }

  /** The rule {@code root} has the number that {@code rules} give it. */
  static List<FlatRule> of(Map<String, Rule> rules) throws GrammarException {
    var flat = new FlatRules(rules);
    for (Rule rule : rules.values()) {
      int number = flat.number(rule.name());
      flat.define(number, rule.name(), rule.at(), rule.alternatives());
    }
    List<FlatRule> all = new ArrayList<>();
    for (FlatRule rule : flat.rules) {
      if (rule == null) {
        throw new IllegalStateException("a rule without a definition");
      }
      all.add(rule);
    }
    return all;
  }

  private int number(String name) {
    Integer known = numbers.get(name);
    if (known != null) {
      return known;
    }
    numbers.put(name, rules.size());
    return reserve();
  }

  private int reserve() {
    rules.add(null);
    return rules.size() - 1;
  }

  private void define(int number, String name, Position at, List<List<Item>> alternatives)
      throws GrammarException {
    List<int[]> codes = new ArrayList<>();
    for (List<Item> sequence : alternatives) {
      int[][] parts = new int[sequence.size()][];
      for (int i = 0; i < parts.length; i++) {
        Part part = part(name, sequence.get(i));
        count(part.elements(), at);
        parts[i] = part.code();
      }
      count(1, at);
      codes.add(join(parts));
    }
    rules.set(number, new FlatRule(name, at, false, codes));
  }

  private void count(long more, Position at) throws GrammarException {
    elements += more;
    if (elements > MAX_ELEMENTS || rules.size() > MAX_RULES) {
      throw GrammarException.at(
          at,
          "with its repetitions written out the grammar is too large: more than "
              + (elements > MAX_ELEMENTS ? MAX_ELEMENTS + " characters" : MAX_RULES + " rules"),
          "repeat less often, or give what is repeated a rule of its own");
    }
  }

  private Part part(String name, Item item) throws GrammarException {
    return switch (item) {
      case Item.Literal literal -> {
        int length = literal.text().codePointCount(0, literal.text().length());
        yield new Part(length == 0 ? new int[0] : new int[] {FlatRule.TEXT}, length, 1);
      }
      case Item.Chars chars -> new Part(new int[] {FlatRule.TEXT}, chars.elements(), 1);
      case Item.Token _ -> new Part(new int[] {FlatRule.TEXT}, 1, 1);
      case Item.Reference reference -> {
        if (!source.containsKey(reference.rule())) {
          throw GrammarException.at(
              reference.at(),
              "rule '" + reference.rule() + "' is not defined",
              "define it, or write it in quotes if it is a text");
        }
        yield new Part(new int[] {number(reference.rule())}, 1, 1);
      }
      case Item.Group group -> {
        int before = rules.size();
        int number = reserve();
        define(number, name, group.at(), group.alternatives());
        yield new Part(new int[] {number}, 1, rules.size() - before);
      }
      case Item.Repetition repetition -> repetition(name, repetition);
    };
  }

  private Part repetition(String name, Item.Repetition repetition) throws GrammarException {
    Part once = part(name, repetition.item());
    Position at = repetition.at();
    if (once.code().length == 0) {
      throw GrammarException.at(at, "what is repeated here is always empty", "take it out");
    }
    int min = repetition.min();
    Integer max = repetition.max();
    long times = max != null && max > 0 ? max : Math.max(1, min);
    if (once.weight() * times >= REPETITION_THRESHOLD) {
      throw GrammarException.at(
          at,
          "llama.cpp would not repeat this: it makes "
              + once.weight()
              + " rules of it, "
              + times
              + " times",
          "give what is repeated a rule of its own");
    }
    count(once.elements() * min, at);
    int tail = tail(name, once, at, max == null ? -1 : max - min);
    int[][] parts = new int[min + 1][];
    Arrays.fill(parts, once.code());
    parts[min] = tail < 0 ? new int[0] : new int[] {tail};
    return new Part(join(parts), once.elements() * min + 1, once.weight() * times);
  }

  /** The rule for what may follow; negative if nothing may. */
  private int tail(String name, Part once, Position at, int optional) throws GrammarException {
    int last = -1;
    for (int i = 0; i < (optional < 0 ? 1 : optional); i++) {
      count(once.elements() + 3, at);
      int number = reserve();
      int next = optional < 0 ? number : last;
      int[] more = next < 0 ? once.code() : join(once.code(), new int[] {next});
      rules.set(number, new FlatRule(name, at, optional < 0, List.of(more, new int[0])));
      last = number;
    }
    return last;
  }

  private static int[] join(int[]... parts) {
    int length = 0;
    for (int[] part : parts) {
      length += part.length;
    }
    int[] joined = new int[length];
    int to = 0;
    for (int[] part : parts) {
      System.arraycopy(part, 0, joined, to, part.length);
      to += part.length;
    }
    return joined;
  }
}
