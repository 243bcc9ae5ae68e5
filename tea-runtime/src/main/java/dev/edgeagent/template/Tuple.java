package dev.edgeagent.template;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * Python's tuple; {@link Group} is one with names. A List to Java, another type than a list to
 * templates.
 */
sealed class Tuple extends AbstractList<Object> implements RandomAccess permits Group {

  private final List<Object> items;

  Tuple(List<Object> items) {
    this.items = items;
  }

  static Tuple of(Object... items) {
    return new Tuple(java.util.Arrays.asList(items));
  }

  @Override
  public Object get(int index) {
    return items.get(index);
  }

  @Override
  public int size() {
    return items.size();
  }
}
