package dev.edgeagent.llm.grammar;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether a grammar accepts a text: what llama.cpp would let a model write, and let it end. */
public final class Recogniser {

  private final Map<String, Rule> rules;
  private final int[] text;
  private final Map<String, Map<Integer, BitSet>> known = new HashMap<>();

  private Recogniser(Map<String, Rule> rules, String text) {
    this.rules = rules;
    this.text = text.codePoints().toArray();
  }

  /**
   * @param gbnf which {@link Gbnf#check} takes
   */
  public static boolean accepts(String gbnf, String text) throws GrammarException {
    var recogniser = new Recogniser(GbnfParser.parse(gbnf, 0), text);
    return recogniser.rule("root", 0).get(recogniser.text.length);
  }

  /** Where it can end if it begins there. */
  private BitSet rule(String name, int from) {
    Map<Integer, BitSet> ends = known.computeIfAbsent(name, _ -> new HashMap<>());
    BitSet found = ends.get(from);
    if (found == null) {
      found = alternatives(rules.get(name).alternatives(), from);
      ends.put(from, found);
    }
    return found;
  }

  private BitSet alternatives(List<List<Item>> alternatives, int from) {
    var ends = new BitSet();
    for (List<Item> sequence : alternatives) {
      BitSet at = single(from);
      for (Item item : sequence) {
        at = item(item, at);
      }
      ends.or(at);
    }
    return ends;
  }

  private BitSet item(Item item, BitSet from) {
    var ends = new BitSet();
    from.stream().forEach(start -> ends.or(item(item, start)));
    return ends;
  }

  private BitSet item(Item item, int from) {
    return switch (item) {
      case Item.Literal literal -> {
        int[] expected = literal.text().codePoints().toArray();
        boolean fits =
            from + expected.length <= text.length
                && java.util.Arrays.equals(
                    text, from, from + expected.length, expected, 0, expected.length);
        yield fits ? single(from + expected.length) : new BitSet();
      }
      case Item.Chars chars ->
          from < text.length && chars.set().contains(text[from]) ? single(from + 1) : new BitSet();
      case Item.Reference reference -> rule(reference.rule(), from);
      case Item.Group group -> alternatives(group.alternatives(), from);
      case Item.Repetition repetition -> repetition(repetition, from);
      case Item.Token _ -> throw new IllegalArgumentException("a text has no tokens");
    };
  }

  private BitSet repetition(Item.Repetition repetition, int from) {
    BitSet at = single(from);
    var ends = new BitSet();
    Integer max = repetition.max();
    for (int times = 0; !at.isEmpty(); times++) {
      if (times >= repetition.min()) {
        at.andNot(ends);
        ends.or(at);
      }
      if (max != null && times == max) {
        break;
      }
      at = item(repetition.item(), at);
    }
    return ends;
  }

  private static BitSet single(int position) {
    var set = new BitSet();
    set.set(position);
    return set;
  }
}
