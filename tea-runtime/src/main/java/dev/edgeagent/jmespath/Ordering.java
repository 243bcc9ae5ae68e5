package dev.edgeagent.jmespath;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** sort, max, min, and the same by an expression: of numbers only, or of texts only. */
final class Ordering {

  private static final List<String> ORDERED = List.of("number", "string");

  private final Evaluator evaluator;
  private final Values values;

  Ordering(Evaluator evaluator, Values values) {
    this.evaluator = evaluator;
    this.values = values;
  }

  private record Keyed(@Nullable Object key, @Nullable Object item) {}

  @Nullable Object call(String name, Arguments arguments) throws JmesPathException {
    List<Keyed> items =
        name.endsWith("_by")
            ? keyed(arguments.count(2), arguments.array(0), arguments.expression(1))
            : keyed(arguments.count(1).arrayOf(0, ORDERED));
    if (name.startsWith("sort")) {
      List<@Nullable Object> sorted = new ArrayList<>();
      for (Keyed keyed : sort(items)) {
        sorted.add(keyed.item());
      }
      return sorted;
    }
    boolean largest = name.startsWith("max");
    Keyed best = null;
    for (Keyed keyed : items) {
      if (best == null
          || (largest
              ? values.less(best.key(), keyed.key())
              : values.less(keyed.key(), best.key()))) {
        best = keyed;
      }
    }
    return best == null ? null : best.item();
  }

  private static List<Keyed> keyed(List<?> items) {
    List<Keyed> keyed = new ArrayList<>();
    for (Object item : items) {
      keyed.add(new Keyed(item, item));
    }
    return keyed;
  }

  private List<Keyed> keyed(Arguments arguments, List<?> items, Expr by) throws JmesPathException {
    List<Keyed> keyed = new ArrayList<>();
    List<@Nullable Object> keys = new ArrayList<>();
    for (Object item : items) {
      Object key = evaluator.evaluate(by, item);
      keys.add(key);
      keyed.add(new Keyed(key, item));
    }
    arguments.checkSame(keys, ORDERED, "an expression that gives only numbers or only strings");
    return keyed;
  }

  /** Merge sort: stable, and comparing may fail with a checked exception. */
  private List<Keyed> sort(List<Keyed> items) throws JmesPathException {
    if (items.size() < 2) {
      return items;
    }
    List<Keyed> left = sort(items.subList(0, items.size() / 2));
    List<Keyed> right = sort(items.subList(items.size() / 2, items.size()));
    List<Keyed> sorted = new ArrayList<>(items.size());
    int l = 0;
    int r = 0;
    while (l < left.size() && r < right.size()) {
      boolean takeRight = values.less(right.get(r).key(), left.get(l).key());
      sorted.add(takeRight ? right.get(r++) : left.get(l++));
    }
    sorted.addAll(left.subList(l, left.size()));
    sorted.addAll(right.subList(r, right.size()));
    return sorted;
  }
}
