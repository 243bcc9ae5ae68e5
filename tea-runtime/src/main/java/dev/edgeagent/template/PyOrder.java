package dev.edgeagent.template;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Python's comparisons, membership and stable sort. */
final class PyOrder {

  private static final int MAX_DEPTH = 300;

  private PyOrder() {}

  static boolean compare(String operator, Object a, Object b, Run run) throws TemplateException {
    return switch (operator) {
      case "==" -> equal(a, b, run);
      case "!=" -> !equal(a, b, run);
      case "<" -> ordered(operator, a, b, run) < 0;
      case ">" -> ordered(operator, a, b, run) == 1;
      case "<=" -> ordered(operator, a, b, run) <= 0;
      case ">=" -> (ordered(operator, a, b, run) & ~1) == 0;
      case "in" -> contains(b, a, run);
      default -> !contains(b, a, run);
    };
  }

  static boolean equal(Object a, Object b, Run run) throws TemplateException {
    return equal(PyValue.of(a), PyValue.of(b), 0, run);
  }

  private static boolean equal(Object a, Object b, int depth, Run run) throws TemplateException {
    run.step();
    if (depth > MAX_DEPTH) {
      throw TemplateException.limit("values nested too deeply to compare");
    }
    if (a instanceof Undefined x) {
      x.use();
      return b instanceof Undefined;
    }
    if (b instanceof Undefined y) {
      y.use();
      return false;
    }
    if (PyNumber.is(a) && PyNumber.is(b)) {
      return PyNumber.compare(a, b) == 0;
    }
    String text = PyValue.text(a);
    if (text != null) {
      run.scan(text);
      return text.equals(PyValue.text(b));
    }
    if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
      return mapsEqual(x, y, depth, run);
    }
    if (a instanceof List<?> x && b instanceof List<?> y) {
      return PyValue.type(a).equals(PyValue.type(b)) && listsEqual(x, y, depth, run);
    }
    return a == b;
  }

  private static boolean mapsEqual(Map<?, ?> a, Map<?, ?> b, int depth, Run run)
      throws TemplateException {
    if (a.size() != b.size()) {
      return false;
    }
    for (Map.Entry<?, ?> entry : a.entrySet()) {
      Object other = PyMap.get(b, PyValue.of(entry.getKey()));
      if (other == Arguments.ABSENT
          || !equal(PyValue.of(entry.getValue()), other, depth + 1, run)) {
        return false;
      }
    }
    return true;
  }

  private static boolean listsEqual(List<?> a, List<?> b, int depth, Run run)
      throws TemplateException {
    if (a.size() != b.size()) {
      return false;
    }
    Iterator<?> others = b.iterator();
    for (Object item : a) {
      if (!equal(PyValue.of(item), PyValue.of(others.next()), depth + 1, run)) {
        return false;
      }
    }
    return true;
  }

  /** -1, 0, 1, or 2 for what is neither (NaN). */
  private static int ordered(String operator, Object a, Object b, Run run)
      throws TemplateException {
    return ordered(operator, a, b, 0, run);
  }

  private static int ordered(String operator, Object a, Object b, int depth, Run run)
      throws TemplateException {
    if (depth > MAX_DEPTH) {
      throw TemplateException.limit("values nested too deeply to compare");
    }
    if (a instanceof Undefined || b instanceof Undefined) {
      throw (a instanceof Undefined x ? x : (Undefined) b).error();
    }
    if (PyNumber.is(a) && PyNumber.is(b)) {
      return PyNumber.compare(a, b);
    }
    String text = PyValue.text(a);
    String other = PyValue.text(b);
    if (text != null && other != null) {
      return compareText(text, other);
    }
    if (a instanceof List<?> x
        && b instanceof List<?> y
        && PyValue.type(a).equals(PyValue.type(b))
        && !(a instanceof Range)) {
      int common = Math.min(x.size(), y.size());
      for (int i = 0; i < common; i++) {
        Object left = PyValue.of(x.get(i));
        Object right = PyValue.of(y.get(i));
        if (!equal(left, right, depth + 1, run)) {
          return ordered(operator, left, right, depth + 1, run);
        }
      }
      return Integer.compare(x.size(), y.size());
    }
    throw TemplateException.value(
        "'"
            + operator
            + "' not supported between instances of "
            + PyFormat.quote(PyValue.type(a))
            + " and "
            + PyFormat.quote(PyValue.type(b)));
  }

  private static int compareText(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean surrogates = Character.isSurrogate(x) != Character.isSurrogate(y);
        return surrogates ? (Character.isSurrogate(x) ? 1 : -1) : x < y ? -1 : 1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  static boolean less(Object a, Object b, Run run) throws TemplateException {
    return ordered("<", a, b, run) < 0;
  }

  static boolean contains(Object container, Object item, Run run) throws TemplateException {
    String text = PyValue.text(container);
    if (text != null) {
      String part = PyValue.text(item);
      if (part == null) {
        if (item instanceof Undefined undefined) {
          throw undefined.error();
        }
        throw TemplateException.value(
            "'in <string>' requires string as left operand, not " + PyValue.type(item));
      }
      run.scan(text);
      return text.contains(part);
    }
    if (container instanceof Map<?, ?> map) {
      PyMap.requireHashable(item);
      return PyMap.get(map, item) != Arguments.ABSENT;
    }
    if (container instanceof Undefined undefined) {
      undefined.use();
      return false;
    }
    if (!PyValue.isIterable(container)) {
      throw TemplateException.value(
          "argument of type " + PyFormat.quote(PyValue.type(container)) + " is not iterable");
    }
    List<Object> items = PyValue.iterate(container, run);
    for (Object candidate : items) {
      if (candidate == item || equal(candidate, item, 0, run)) {
        return true;
      }
    }
    return false;
  }

  /** The values in the order of their keys; equal keys keep their order, also when reversed. */
  static List<Object> sort(List<Object> values, List<Object> keys, boolean reverse, Run run)
      throws TemplateException {
    int n = values.size();
    run.steps((long) n * (64 - Long.numberOfLeadingZeros(n)) / 4);
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    int[] other = new int[n];
    for (int width = 1; width < n; width *= 2) {
      for (int from = 0; from < n; from += 2 * width) {
        merge(
            order,
            other,
            from,
            Math.min(from + width, n),
            Math.min(from + 2 * width, n),
            keys,
            reverse,
            run);
      }
      int[] swap = order;
      order = other;
      other = swap;
      if (width > n / 2) {
        break;
      }
    }
    List<Object> sorted = new ArrayList<>(n);
    for (int i : order) {
      sorted.add(values.get(i));
    }
    return sorted;
  }

  private static void merge(
      int[] from,
      int[] to,
      int start,
      int middle,
      int end,
      List<Object> keys,
      boolean reverse,
      Run run)
      throws TemplateException {
    int left = start;
    int right = middle;
    for (int i = start; i < end; i++) {
      boolean takeRight = left >= middle;
      if (!takeRight && right < end) {
        Object a = keys.get(from[left]);
        Object b = keys.get(from[right]);
        takeRight = reverse ? less(a, b, run) : less(b, a, run);
      }
      to[i] = takeRight ? from[right++] : from[left++];
    }
  }
}
