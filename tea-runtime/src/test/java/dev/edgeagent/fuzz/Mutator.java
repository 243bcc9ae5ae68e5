package dev.edgeagent.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Makes workflows that are wrong, hostile or merely odd out of good ones. */
final class Mutator {

  private static final Pattern KEY = Pattern.compile("[A-Za-z_]\\w*(?=:)");
  private static final Pattern VALUE = Pattern.compile("(?<=: )[^,{}\\[\\]\\n]+");
  private static final Pattern NODE = Pattern.compile("(?<=name: )\\w+");
  private static final Pattern EXPRESSION = Pattern.compile("(?<=\\{\\{)[^{}]*(?=\\}\\})");

  /** Values of every type, and the ones that break naive code. */
  private static final List<String> ODD =
      List.of(
          "5",
          "-1",
          "0",
          "1e400",
          "99999999999999999999",
          "-9223372036854775808",
          "2147483648",
          ".nan",
          "-.inf",
          "null",
          "~",
          "true",
          "\"\"",
          "\" \"",
          "[]",
          "{}",
          "[1, [2, [3]]]",
          "{a: {b: c}}",
          "{1: 2, null: 3, [a]: 4, true: 5}",
          "text",
          "\"{{ state }}\"",
          "\"{{ state.x.y.z }}\"",
          "\"{{ [state, state] }}\"",
          "\"{{ {1: state, 'a': [state]} }}\"",
          "\"{{\"",
          "\"{% for %}\"",
          "\"{% endif %}\"",
          "\"{{ 1 // 0 }}\"",
          "\"{{ 2 ** 100000 }}\"",
          "\"{{ 1e308 * 10 }}\"",
          "\"{{ range(100000) | list }}\"",
          "\"${variables}\"",
          "!!binary x",
          "!!int abc",
          "!!float x",
          "!!set {a, b}",
          "!!omap [a: 1, a: 2]",
          "!!pairs [a: 1, a: 2]",
          "!!java.net.URL [\"file:/\"]",
          "!unknown {a: 1}",
          "!!timestamp 2026-13-45",
          "2026-11-20",
          "0x1F",
          "1:30",
          "\"\\0\"",
          "\"\\uD800\"",
          "\"\\U0010FFFF\"",
          "<<: {a: 1}",
          "*nobody",
          "&a [*a]",
          "__end__",
          "__start__",
          "fuzz.yaml",
          "../../etc/passwd",
          "quite.unknown",
          "while_loop",
          "dynamic_parallel",
          "|\n    block\n",
          ">-\n  folded\n");

  /** What a document may end with besides. */
  private static final List<String> ENDS =
      List.of(
          "\nnodes: [{name: again}]\n",
          "\n---\nnodes: []\n",
          "\n...\n",
          "\n\t",
          "\nedges: [{from: __start__, to: __end__}]\n",
          "\nsettings: {max_iterations: 1, allow_cycles: false}\n",
          "\nsettings: {error_handling: {mode: graceful}}\n",
          "\n"
              + "settings: {error_handling: {mode: retry, retry_delay: 0}, parallel: {max_workers:"
              + " 1}}\n",
          "\nconfig: {interrupt_before: [a, b, start], interrupt_after: c}\n",
          "\nx: &x [1]\ny: *x\n",
          "\n? {a: b}\n: c\n",
          "\n<<: {nodes: 5}\n");

  private final List<String> corpus;
  private final List<String> templates;
  private final List<String> keys;
  private final Random random;

  /**
   * @param corpus good workflows
   * @param templates of the template language
   */
  Mutator(List<String> corpus, List<String> templates, Random random) {
    this.corpus = corpus;
    this.templates = templates;
    this.random = random;
    this.keys =
        corpus.stream()
            .flatMap(text -> KEY.matcher(text).results().map(MatchResult::group))
            .distinct()
            .sorted()
            .toList();
  }

  /** A workflow with one to four mutations, one in two hundred times of them a large one. */
  byte[] next() {
    if (random.nextInt(200) == 0) {
      return new Bombs(random).next().getBytes(StandardCharsets.UTF_8);
    }
    if (random.nextInt(5) == 0) {
      return aroundTemplate(mutatedTemplate()).getBytes(StandardCharsets.UTF_8);
    }
    String text = pick(corpus);
    int mutations = 1 + random.nextInt(4) * random.nextInt(2);
    for (int i = 0; i < mutations; i++) {
      text = mutated(text);
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return random.nextInt(10) == 0 ? damaged(bytes) : bytes;
  }

  private String mutated(String text) {
    return switch (random.nextInt(14)) {
      case 0 -> deletedLine(text);
      case 1 -> duplicatedLine(text);
      case 2 -> swappedLines(text);
      case 3 -> replaced(text, KEY, pick(keys));
      case 4, 5, 12 -> replaced(text, VALUE, pick(ODD));
      case 6 -> replaced(text, VALUE, some(VALUE, pick(corpus), "x"));
      case 7 -> replaced(text, NODE, some(NODE, text, "a"));
      case 8 -> replaced(text, VALUE, some(NODE, text, "a"));
      case 9 -> replaced(text, EXPRESSION, some(EXPRESSION, pick(corpus), " state ").strip() + " ");
      case 10 -> text + pick(ENDS);
      case 11 -> splicedLine(text);
      default -> replaced(text, VALUE, quoted(mutatedTemplate()));
    };
  }

  private String mutatedTemplate() {
    StringBuilder text = new StringBuilder(pick(templates));
    int mutations = random.nextInt(4);
    for (int i = 0; i < mutations && !text.isEmpty(); i++) {
      int at = random.nextInt(text.length());
      int end = Math.min(text.length(), at + 1 + random.nextInt(6));
      switch (random.nextInt(4)) {
        case 0 -> text.delete(at, end);
        case 1 -> text.insert(at, text.substring(at, end));
        case 2 -> text.setCharAt(at, (char) (32 + random.nextInt(96)));
        default -> {
          String other = pick(templates);
          int from = random.nextInt(other.length() + 1);
          text.replace(at, end, other.substring(from, Math.min(other.length(), from + 12)));
        }
      }
    }
    return text.toString();
  }

  /** The template in every place where one can stand. */
  private static String aroundTemplate(String template) {
    String text = quoted(template);
    return """
    nodes:
      - {name: a, uses: json.stringify, with: {data: %1$s}, output: {x: %1$s}, on_error: {mode: graceful}}
      - {name: b, run: {type: expression, value: %1$s}, on_error: {mode: graceful}, goto: [{if: %1$s, to: c}, {to: c}]}
      - {name: c, type: dynamic_parallel, items: %1$s, max_concurrency: %1$s, steps: [{name: s, uses: test.echo, with: {text: %1$s}}], fan_in: d, on_error: {mode: graceful}}
      - {name: d, type: while_loop, condition: %1$s, max_iterations: 2, body: [{name: s}], on_error: {mode: graceful}}
    edges:
      - {from: d, when: %1$s, targets: {yes: __end__}}
      - {from: d, to: __end__, when: %1$s}
      - {from: d, to: __end__}
    """
        .formatted(text);
  }

  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        default -> {
          if (c >= ' ' && c < 127) {
            quoted.append(c);
          } else {
            quoted.append("\\u%04x".formatted((int) c));
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  private byte[] damaged(byte[] bytes) {
    if (bytes.length == 0) {
      return bytes;
    }
    byte[] damaged = bytes.clone();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      damaged[random.nextInt(bytes.length)] =
          switch (random.nextInt(3)) {
            case 0 -> 0;
            case 1 -> (byte) (0x80 + random.nextInt(0x80));
            default -> (byte) random.nextInt(0x80);
          };
    }
    return damaged;
  }

  private String deletedLine(String text) {
    List<String> lines = lines(text);
    lines.remove(random.nextInt(lines.size()));
    return String.join("\n", lines) + "\n";
  }

  private String duplicatedLine(String text) {
    List<String> lines = lines(text);
    int at = random.nextInt(lines.size());
    lines.add(random.nextInt(lines.size() + 1), lines.get(at));
    return String.join("\n", lines) + "\n";
  }

  private String swappedLines(String text) {
    List<String> lines = lines(text);
    int a = random.nextInt(lines.size());
    int b = random.nextInt(lines.size());
    lines.set(a, lines.set(b, lines.get(a)));
    return String.join("\n", lines) + "\n";
  }

  private String splicedLine(String text) {
    List<String> lines = lines(text);
    lines.add(random.nextInt(lines.size() + 1), pick(lines(pick(corpus))));
    return String.join("\n", lines) + "\n";
  }

  private String replaced(String text, Pattern what, String by) {
    List<MatchResult> places = what.matcher(text).results().toList();
    if (places.isEmpty()) {
      return text;
    }
    MatchResult place = pick(places);
    return text.substring(0, place.start()) + by + text.substring(place.end());
  }

  private String some(Pattern what, String text, String otherwise) {
    List<MatchResult> places = what.matcher(text).results().toList();
    return places.isEmpty() ? otherwise : pick(places).group();
  }

  private static List<String> lines(String text) {
    return new ArrayList<>(Arrays.asList(text.split("\n")));
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
