package dev.edgeagent.llm.grammar;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a rule's sequence. */
sealed interface Item {

  Position at();

  /** A text in quotes; may be empty. */
  record Literal(Position at, String text) implements Item {}

  /**
   * One character of a set: {@code [a-z]}, or any for {@code .}.
   *
   * @param elements how many entries llama.cpp makes of it
   */
  record Chars(Position at, CodePoints set, int elements) implements Item {}

  /** One token by its number, or with {@code isOther} any but that one. */
  record Token(Position at, int id, boolean isOther) implements Item {}

  /** Another rule. */
  record Reference(Position at, String rule) implements Item {}

  /** Alternatives in parentheses. */
  record Group(Position at, List<List<Item>> alternatives) implements Item {}

  /**
   * An item again and again.
   *
   * @param min at least so often
   * @param max at most so often; null is without end
   */
  record Repetition(Position at, Item item, int min, @Nullable Integer max) implements Item {}
}
