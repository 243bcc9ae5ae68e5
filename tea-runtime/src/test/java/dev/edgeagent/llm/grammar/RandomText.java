package dev.edgeagent.llm.grammar;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Texts that a grammar accepts, made by walking through it at random. */
final class RandomText {

  private static final int DEEP = 30;

  private final Map<String, Rule> rules;
  private final Random random;
  private final Map<String, Integer> heights = new HashMap<>();
  private final StringBuilder text = new StringBuilder();

  private RandomText(Map<String, Rule> rules, Random random) {
    this.rules = rules;
    this.random = random;
    for (int i = 0; i < rules.size(); i++) {
      for (Rule rule : rules.values()) {
        int height = height(rule.alternatives());
        if (height < Integer.MAX_VALUE) {
          heights.merge(rule.name(), height + 1, Math::min);
        }
      }
    }
  }

  static String of(String gbnf, Random random) throws GrammarException {
    var walk = new RandomText(GbnfParser.parse(gbnf, 0), random);
    walk.alternatives(walk.rules.get("root").alternatives(), 0);
    return walk.text.toString();
  }

  private int height(List<List<Item>> alternatives) {
    return alternatives.stream().mapToInt(this::heightOfSequence).min().orElse(0);
  }

  private int heightOfSequence(List<Item> sequence) {
    return sequence.stream().mapToInt(this::height).max().orElse(0);
  }

  private int height(Item item) {
    return switch (item) {
      case Item.Reference reference -> heights.getOrDefault(reference.rule(), Integer.MAX_VALUE);
      case Item.Group group -> height(group.alternatives());
      case Item.Repetition repetition -> repetition.min() == 0 ? 0 : height(repetition.item());
      default -> 0;
    };
  }

  private void alternatives(List<List<Item>> alternatives, int depth) {
    List<Item> chosen = alternatives.get(random.nextInt(alternatives.size()));
    if (depth > DEEP) {
      for (List<Item> other : alternatives) {
        chosen = heightOfSequence(other) < heightOfSequence(chosen) ? other : chosen;
      }
    }
    chosen.forEach(item -> item(item, depth));
  }

  private void item(Item item, int depth) {
    switch (item) {
      case Item.Literal literal -> text.append(literal.text());
      case Item.Chars chars -> {
        List<CodePoints.Range> ranges = chars.set().ranges();
        CodePoints.Range range = ranges.get(random.nextInt(ranges.size()));
        text.appendCodePoint(range.first() + random.nextInt(range.last() - range.first() + 1));
      }
      case Item.Reference reference ->
          alternatives(rules.get(reference.rule()).alternatives(), depth + 1);
      case Item.Group group -> alternatives(group.alternatives(), depth);
      case Item.Repetition repetition -> {
        Integer max = repetition.max();
        int room = max == null ? 3 : max - repetition.min();
        int more = depth > DEEP || room == 0 ? 0 : random.nextInt(Math.min(room, 20) + 1);
        for (int i = 0; i < repetition.min() + more; i++) {
          item(repetition.item(), depth);
        }
      }
      case Item.Token _ -> throw new IllegalArgumentException("a text has no tokens");
    }
  }
}
