package dev.edgeagent.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The filters that compare items: sorted, unique, smallest, grouped. Without case unless told
 * otherwise.
 */
final class OrderFilters {

  private OrderFilters() {}

  static Object apply(String name, Object value, Arguments arguments, Run run)
      throws TemplateException {
    return switch (name) {
      case "sort" -> {
        Object[] a = arguments.bind(name, 0, "reverse", "case_sensitive", "attribute");
        List<Object> items = PyValue.iterate(value, run);
        boolean caseSensitive = Arguments.flag(a[1], false);
        List<Object> keys = new ArrayList<>(items.size());
        for (Object item : items) {
          keys.add(keys(item, a[2], caseSensitive, run));
        }
        yield PyOrder.sort(items, keys, Arguments.flag(a[0], false), run);
      }
      case "unique" -> unique(value, arguments, run);
      case "min", "max" -> extreme(name, value, arguments, run);
      case "groupby" -> groupBy(value, arguments, run);
      default -> dictSort(value, arguments, run);
    };
  }

  /**
   * The key to sort by: always a list, as in Jinja2, for the attribute may name several. Lists with
   * equal items compare, whatever the items.
   */
  private static Object keys(Object item, Object attribute, boolean caseSensitive, Run run)
      throws TemplateException {
    String names = PyValue.text(attribute);
    if (names == null || names.indexOf(',') < 0) {
      return Collections.singletonList(key(item, attribute, null, caseSensitive, run));
    }
    List<Object> keys = new ArrayList<>();
    for (Object name : StringSplit.parts(names, ",", Integer.MAX_VALUE)) {
      keys.add(key(item, name, null, caseSensitive, run));
    }
    return keys;
  }

  private static Object key(
      Object item, Object attribute, Object otherwise, boolean caseSensitive, Run run)
      throws TemplateException {
    run.step();
    Object key =
        attribute == Arguments.ABSENT ? item : Attributes.path(item, attribute, otherwise, run);
    return fold(key, caseSensitive);
  }

  private static Object fold(Object key, boolean caseSensitive) {
    String text = PyValue.text(key);
    return caseSensitive || text == null ? key : PyText.lower(text);
  }

  private static Object unique(Object value, Arguments arguments, Run run)
      throws TemplateException {
    Object[] a = arguments.bind("unique", 0, "case_sensitive", "attribute");
    boolean caseSensitive = Arguments.flag(a[0], false);
    Set<Object> seen = new HashSet<>();
    List<Object> unique = new ArrayList<>();
    for (Object item : PyValue.iterate(value, run)) {
      if (seen.add(PyMap.identity(key(item, a[1], null, caseSensitive, run), run))) {
        unique.add(item);
      }
    }
    return Lazy.generator(unique);
  }

  private static Object extreme(String name, Object value, Arguments arguments, Run run)
      throws TemplateException {
    Object[] a = arguments.bind(name, 0, "case_sensitive", "attribute");
    boolean caseSensitive = Arguments.flag(a[0], false);
    List<Object> items = PyValue.iterate(value, run);
    if (items.isEmpty()) {
      return run.undefined("No aggregated item, sequence was empty.");
    }
    Object best = items.getFirst();
    Object bestKey = key(best, a[1], null, caseSensitive, run);
    for (int i = 1; i < items.size(); i++) {
      Object key = key(items.get(i), a[1], null, caseSensitive, run);
      if (PyOrder.compare(name.equals("min") ? "<" : ">", key, bestKey, run)) {
        best = items.get(i);
        bestKey = key;
      }
    }
    return best;
  }

  private static Object groupBy(Object value, Arguments arguments, Run run)
      throws TemplateException {
    Object[] a = arguments.bind("groupby", 1, "attribute", "default", "case_sensitive");
    Object otherwise = Arguments.or(a[1], null);
    boolean caseSensitive = Arguments.flag(a[2], false);
    List<Object> items = PyValue.iterate(value, run);
    List<Object> keys = new ArrayList<>(items.size());
    for (Object item : items) {
      keys.add(key(item, a[0], otherwise, caseSensitive, run));
    }
    List<Object> groups = new ArrayList<>();
    List<Object> group = new ArrayList<>();
    Object groupKey = null;
    for (Object item : PyOrder.sort(items, keys, false, run)) {
      Object key = key(item, a[0], otherwise, caseSensitive, run);
      if (group.isEmpty() || !PyOrder.equal(key, groupKey, run)) {
        group = new ArrayList<>();
        groupKey = key;
        groups.add(
            new Group(caseSensitive ? key : Attributes.path(item, a[0], otherwise, run), group));
      }
      group.add(item);
    }
    return groups;
  }

  private static Object dictSort(Object value, Arguments arguments, Run run)
      throws TemplateException {
    Object[] a = arguments.bind("dictsort", 0, "case_sensitive", "by", "reverse");
    boolean caseSensitive = Arguments.flag(a[0], false);
    String by = PyFormat.str(Arguments.or(a[1], "key"));
    if (!by.equals("key") && !by.equals("value")) {
      throw TemplateException.template(
          "You can only sort by either \"key\" or \"value\"", "write by='key' or by='value'");
    }
    if (value instanceof Undefined undefined) {
      throw undefined.error();
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw TemplateException.value(
          PyFormat.quote(PyValue.type(value)) + " object has no attribute 'items'");
    }
    List<Object> pairs = Methods.items(map).peek();
    List<Object> keys = new ArrayList<>(pairs.size());
    for (Object pair : pairs) {
      keys.add(fold(((Tuple) pair).get(by.equals("key") ? 0 : 1), caseSensitive));
    }
    return PyOrder.sort(pairs, keys, Arguments.flag(a[2], false), run);
  }
}
