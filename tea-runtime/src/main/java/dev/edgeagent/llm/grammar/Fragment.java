package dev.edgeagent.llm.grammar;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A piece of GBNF that can be put together with others.
 *
 * @param text the notation
 * @param kind how firmly it hangs together
 */
record Fragment(String text, Kind kind) {

  enum Kind {
    /** One item, which can be repeated. */
    ITEM,
    /** Items in a row. */
    SEQUENCE,
    /** With {@code |}. */
    ALTERNATIVES
  }

  static final Fragment EMPTY = new Fragment("", Kind.SEQUENCE);

  /** A reference to a rule, a set in brackets, or a text in quotes. */
  static Fragment item(String notation) {
    return new Fragment(notation, Kind.ITEM);
  }

  /** Exactly this text. */
  static Fragment literal(String text) {
    var quoted = new StringBuilder("\"");
    text.codePoints().forEach(c -> quoted.append(escaped(c, "\"\\")));
    return item(quoted.append('"').toString());
  }

  /** One character of the set. */
  static Fragment set(CodePoints set) {
    return item(
        set.ranges().stream().map(Fragment::range).collect(Collectors.joining("", "[", "]")));
  }

  /** One character that is not in the set. */
  static Fragment setWithout(CodePoints set) {
    return item(
        set.ranges().stream().map(Fragment::range).collect(Collectors.joining("", "[^", "]")));
  }

  private static String range(CodePoints.Range range) {
    String first = escaped(range.first(), "\\]^-[");
    return switch (range.last() - range.first()) {
      case 0 -> first;
      case 1 -> first + escaped(range.last(), "\\]^-[");
      default -> first + "-" + escaped(range.last(), "\\]^-[");
    };
  }

  private static String escaped(int c, String special) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      // the one special character of sets that has no escape of its own
      case '^' -> special.indexOf('^') < 0 ? "^" : "\\x5E";
      default -> {
        if (special.indexOf(c) >= 0) {
          yield "\\" + Character.toString(c);
        }
        if (Character.isLetterOrDigit(c) || (c >= ' ' && c < 0x7F)) {
          yield Character.toString(c);
        }
        yield c <= 0xFF
            ? String.format("\\x%02X", c)
            : String.format(c <= 0xFFFF ? "\\u%04X" : "\\U%08X", c);
      }
    };
  }

  static Fragment sequence(Fragment... parts) {
    return sequence(Arrays.asList(parts));
  }

  static Fragment sequence(List<Fragment> parts) {
    List<Fragment> some = parts.stream().filter(part -> !part.text().isEmpty()).toList();
    if (some.size() == 1) {
      return some.getFirst();
    }
    return new Fragment(
        some.stream()
            .map(part -> part.kind() == Kind.ALTERNATIVES ? part.grouped().text() : part.text())
            .collect(Collectors.joining(" ")),
        Kind.SEQUENCE);
  }

  /** At least one. */
  static Fragment anyOf(List<Fragment> alternatives) {
    List<Fragment> distinct = alternatives.stream().distinct().toList();
    return distinct.size() == 1
        ? distinct.getFirst()
        : new Fragment(
            distinct.stream().map(Fragment::text).collect(Collectors.joining(" | ")),
            Kind.ALTERNATIVES);
  }

  static Fragment anyOf(Fragment... alternatives) {
    return anyOf(Arrays.asList(alternatives));
  }

  /**
   * @param max null is without end
   */
  Fragment times(int min, @Nullable Integer max) {
    if (isEmpty() || (max != null && max == 0)) {
      return EMPTY;
    }
    if (max != null && max == 1 && min == 1) {
      return this;
    }
    String repeat;
    if (max == null) {
      repeat = min == 0 ? "*" : min == 1 ? "+" : "{" + min + ",}";
    } else if (min == 0 && max == 1) {
      repeat = "?";
    } else {
      repeat = min == max ? "{" + min + "}" : "{" + min + "," + max + "}";
    }
    return new Fragment(grouped().text() + repeat, Kind.SEQUENCE);
  }

  Fragment optional() {
    return times(0, 1);
  }

  private Fragment grouped() {
    return kind == Kind.ITEM ? this : item("(" + text + ")");
  }

  boolean isEmpty() {
    return text.isEmpty();
  }
}
