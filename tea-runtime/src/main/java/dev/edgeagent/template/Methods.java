package dev.edgeagent.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The methods that values have. Those that would change a list or map are not among them: a
 * template cannot change its data.
 */
final class Methods {

  private Methods() {}

  static boolean has(Object target, String name) {
    if (PyValue.text(target) != null) {
      return StringMethods.has(name);
    }
    if (target instanceof Map) {
      return switch (name) {
        case "items", "keys", "values", "get", "copy" -> true;
        default -> isChanging(name);
      };
    }
    if (target instanceof List) {
      return name.equals("index")
          || name.equals("count")
          || (!(target instanceof Tuple) && (name.equals("copy") || isChanging(name)));
    }
    if (target instanceof Loop) {
      return name.equals("cycle") || name.equals("changed");
    }
    return target instanceof Globals.Cycler && (name.equals("next") || name.equals("reset"));
  }

  private static boolean isChanging(String name) {
    return switch (name) {
      case "append",
          "extend",
          "insert",
          "pop",
          "remove",
          "sort",
          "reverse",
          "clear",
          "update",
          "setdefault",
          "popitem" ->
          true;
      default -> false;
    };
  }

  /**
   * Whether {@code target.name(...)} means the method: always if there is one, unless the map has
   * something to call under that key.
   */
  static boolean prefers(Object target, String name) {
    return has(target, name)
        && !(target instanceof Map<?, ?> map && map.get(name) instanceof Callable);
  }

  static Callable callable(Object value) throws TemplateException {
    if (value instanceof Callable callable) {
      return callable;
    }
    if (value instanceof Undefined undefined) {
      throw undefined.error();
    }
    throw TemplateException.value(PyFormat.quote(PyValue.type(value)) + " object is not callable");
  }

  static Object call(Object target, String name, Arguments arguments, Run run)
      throws TemplateException {
    String text = PyValue.text(target);
    if (text != null) {
      return StringMethods.call(text, name, arguments, run);
    }
    if (target instanceof Loop loop) {
      return name.equals("cycle")
          ? loop.cycle(arguments.positional())
          : (Object) loop.changed(arguments.positional());
    }
    if (target instanceof Globals.Cycler cycler) {
      return name.equals("next") ? cycler.next() : cycler.reset();
    }
    if (isChanging(name)) {
      throw TemplateException.template(
          PyValue.type(target) + "." + name + "() would change the data, which templates cannot do",
          "make a new value instead: list + [item], or a namespace");
    }
    return target instanceof Map<?, ?> map
        ? call(map, name, arguments, run)
        : call((List<?>) target, name, arguments, run);
  }

  private static Object call(Map<?, ?> map, String name, Arguments arguments, Run run)
      throws TemplateException {
    if (name.equals("get")) {
      Object[] a = arguments.bind("get", 1, "key", "default");
      PyMap.requireHashable(a[0]);
      Object value = PyMap.get(map, a[0]);
      return value == Arguments.ABSENT ? Arguments.or(a[1], null) : value;
    }
    arguments.bind(name, 0);
    run.steps(map.size());
    return switch (name) {
      case "items" -> items(map);
      case "keys" -> new Lazy("dict_keys", PyValue.iterate(map, run));
      case "values" -> new Lazy("dict_values", PyValue.iterate(new ArrayList<>(map.values()), run));
      default -> new LinkedHashMap<Object, Object>(map);
    };
  }

  static Lazy items(Map<?, ?> map) {
    List<Object> items = new ArrayList<>(map.size());
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      items.add(Tuple.of(PyValue.of(entry.getKey()), PyValue.of(entry.getValue())));
    }
    return new Lazy("dict_items", items);
  }

  private static Object call(List<?> list, String name, Arguments arguments, Run run)
      throws TemplateException {
    run.steps(list.size());
    if (name.equals("copy")) {
      return new ArrayList<Object>(list);
    }
    Object wanted = arguments.bind(name, 1, "value")[0];
    long count = 0;
    for (int i = 0; i < list.size(); i++) {
      if (PyOrder.equal(list.get(i), wanted, run)) {
        if (name.equals("index")) {
          return (long) i;
        }
        count++;
      }
    }
    if (name.equals("index")) {
      throw TemplateException.value(PyFormat.repr(wanted) + " is not in list");
    }
    return count;
  }
}
