package dev.edgeagent.llm.grammar;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Names of properties that are none of some given ones. They are written without escapes, so that a
 * name cannot be spelled in two ways.
 */
final class OtherNames {

  private static final int NESTED = 8;
  private static final CodePoints ESCAPED =
      CodePoints.of(0, 0x1F).or(CodePoints.of("\"\\")).or(CodePoints.of(0x7F, 0x7F));

  private final SchemaRules rules;
  private final String name;

  OtherNames(SchemaRules rules, String name) {
    this.rules = rules;
    this.name = name;
  }

  private static final class Node {
    private final Map<Integer, Node> children = new TreeMap<>();
    private boolean isName;
  }

  Fragment than(Collection<String> names) throws GrammarException {
    var root = new Node();
    for (String taken : names) {
      if (taken.codePoints().noneMatch(ESCAPED::contains)) {
        Node node = root;
        for (int c : taken.codePoints().toArray()) {
          node = node.children.computeIfAbsent(c, _ -> new Node());
        }
        node.isName = true;
      }
    }
    Fragment quote = Fragment.literal("\"");
    return rules.define(name, Fragment.sequence(quote, rest(root, 1), quote));
  }

  /** How a name may go on that is none of those. */
  private Fragment rest(Node node, int depth) throws GrammarException {
    Fragment plain = rules.use(Primitive.PLAIN);
    if (node.children.isEmpty()) {
      return plain.times(node.isName ? 1 : 0, null);
    }
    List<Fragment> ways = new ArrayList<>();
    CodePoints others = ESCAPED;
    for (Map.Entry<Integer, Node> child : node.children.entrySet()) {
      String letter = Character.toString(child.getKey());
      others = others.or(CodePoints.of(letter));
      ways.add(Fragment.sequence(Fragment.literal(letter), rest(child.getValue(), depth + 1)));
    }
    ways.add(Fragment.sequence(Fragment.setWithout(others), plain.times(0, null)));
    Fragment some = Fragment.anyOf(ways);
    Fragment all = node.isName ? some : some.optional();
    return depth % NESTED == 0 ? rules.define(name + "-rest", all) : all;
  }
}
