package dev.edgeagent.llm.grammar;

import dev.edgeagent.json.Json;
import java.util.ArrayList;
import java.util.List;

/** Characters as they stand between the quotes of a JSON string. */
final class JsonCharacters {

  private static final CodePoints ESCAPED = CodePoints.of(0, 0x1F).or(CodePoints.of("\"\\"));
  private static final CodePoints OFTEN_ESCAPED = CodePoints.of("\"\\\b\f\n\r\t");

  private JsonCharacters() {}

  static String text(int codePoint) {
    String quoted = Json.compact(Character.toString(codePoint));
    return quoted.substring(1, quoted.length() - 1);
  }

  /**
   * One of them. Control characters without a short escape are left out if there is anything else.
   *
   * @param set not empty
   */
  static Fragment set(CodePoints set) {
    List<Fragment> ways = new ArrayList<>();
    CodePoints plain = set.without(ESCAPED);
    if (!plain.isEmpty()) {
      ways.add(Fragment.set(plain));
    }
    CodePoints often = set.and(OFTEN_ESCAPED);
    addEach(ways, often);
    if (ways.isEmpty()) {
      addEach(ways, set);
    }
    return Fragment.anyOf(ways);
  }

  private static void addEach(List<Fragment> ways, CodePoints set) {
    for (CodePoints.Range range : set.ranges()) {
      for (int c = range.first(); c <= range.last(); c++) {
        ways.add(Fragment.literal(text(c)));
      }
    }
  }
}
