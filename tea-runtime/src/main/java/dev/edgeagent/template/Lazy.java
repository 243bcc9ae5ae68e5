package dev.edgeagent.template;

import java.util.List;

/**
 * What Python has as a generator, iterator or dictionary view: can be iterated, has no index. An
 * iterator is used up by the first iteration. Printed as the list of its items, where Python prints
 * an address.
 */
final class Lazy {

  private static final String GENERATOR = "generator";

  private final String type;
  private List<Object> items;

  Lazy(String type, List<Object> items) {
    this.type = type;
    this.items = items;
  }

  static Lazy generator(List<Object> items) {
    return new Lazy(GENERATOR, items);
  }

  String type() {
    return type;
  }

  boolean isView() {
    return type.startsWith("dict_");
  }

  /** The items, without using them up. */
  List<Object> peek() {
    return items;
  }

  List<Object> take() {
    List<Object> taken = items;
    if (!isView()) {
      items = List.of();
    }
    return taken;
  }

  /** The next item of an iterator, or {@link Arguments#ABSENT}. */
  Object takeFirst() {
    if (items.isEmpty()) {
      return Arguments.ABSENT;
    }
    Object first = items.getFirst();
    if (!isView()) {
      items = items.subList(1, items.size());
    }
    return first;
  }
}
