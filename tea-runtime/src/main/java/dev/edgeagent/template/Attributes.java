package dev.edgeagent.template;

import java.util.List;
import java.util.Map;

/**
 * {@code value.name} and {@code value[key]}. As in Jinja2, except that a map's keys shadow its
 * methods: {@code x.items} is the key, where it exists, and {@code x.items()} the method.
 */
final class Attributes {

  private Attributes() {}

  static Object attribute(Object target, String name, Run run) throws TemplateException {
    if (target instanceof Map<?, ?> map) {
      Object value = PyMap.get(map, name);
      if (value != Arguments.ABSENT) {
        return target instanceof DotMap && value instanceof Map<?, ?> inner
            ? new DotMap(inner)
            : value;
      }
      if (target instanceof DotMap && !name.startsWith("_") && !Methods.has(target, name)) {
        return null;
      }
    }
    if (target instanceof Undefined undefined) {
      throw undefined.error();
    }
    Object value = own(target, name, run);
    if (value != Arguments.ABSENT) {
      return value;
    }
    return Methods.has(target, name) ? new BoundMethod(target, name) : missing(target, name, run);
  }

  private static Object own(Object target, String name, Run run) throws TemplateException {
    if (target instanceof Namespace namespace) {
      return namespace.attributes().containsKey(name)
          ? namespace.attributes().get(name)
          : Arguments.ABSENT;
    }
    if (target instanceof Loop loop) {
      return loop.attribute(name, run);
    }
    if (target instanceof Macro macro) {
      return macro.attribute(name);
    }
    if (target instanceof Globals.Cycler cycler && name.equals("current")) {
      return cycler.current();
    }
    if (target instanceof Group group) {
      return name.equals("grouper")
          ? group.grouper()
          : name.equals("list") ? group.list() : Arguments.ABSENT;
    }
    return Arguments.ABSENT;
  }

  static Object item(Object target, Object key, Run run) throws TemplateException {
    if (target instanceof Undefined undefined) {
      throw undefined.error();
    }
    if (target instanceof Map<?, ?> map) {
      Object value = key instanceof List ? Arguments.ABSENT : PyMap.get(map, key);
      if (value != Arguments.ABSENT) {
        return value;
      }
    } else if (PyNumber.isInt(key)) {
      Object value = element(target, PyNumber.clampedIndex(key), run);
      if (value != Arguments.ABSENT) {
        return value;
      }
    }
    String name = PyValue.text(key);
    return name != null ? attribute(target, name, run) : missing(target, key, run);
  }

  private static Object element(Object target, int index, Run run) throws TemplateException {
    if (target instanceof List<?> list) {
      int i = index < 0 ? index + list.size() : index;
      return i >= 0 && i < list.size() ? PyValue.of(list.get(i)) : Arguments.ABSENT;
    }
    String text = PyValue.text(target);
    if (text == null) {
      return Arguments.ABSENT;
    }
    run.scan(text);
    int length = PyText.length(text);
    int i = index < 0 ? index + length : index;
    if (i < 0 || i >= length) {
      return Arguments.ABSENT;
    }
    int offset = text.offsetByCodePoints(0, i);
    return text.substring(offset, text.offsetByCodePoints(offset, 1));
  }

  private static Undefined missing(Object target, Object key, Run run) throws TemplateException {
    String owner = PyValue.describe(target);
    String name = PyFormat.repr(key);
    return run.undefined(
        key instanceof String
            ? PyFormat.quote(owner) + " has no attribute " + name
            : owner + " has no element " + name);
  }

  /** {@code a.b.0} from a filter's argument: every part is an item, whole numbers are indices. */
  static Object path(Object target, Object path, Object otherwise, Run run)
      throws TemplateException {
    String text = PyValue.text(path);
    if (text == null) {
      return path == null ? target : orElse(item(target, path, run), otherwise);
    }
    Object value = target;
    int from = 0;
    while (from <= text.length()) {
      int dot = text.indexOf('.', from);
      String part = text.substring(from, dot < 0 ? text.length() : dot);
      Object key = PyChars.isAll(part, "isdigit") ? NumberText.index(part) : part;
      value = orElse(item(value, key, run), otherwise);
      from = dot < 0 ? text.length() + 1 : dot + 1;
    }
    return value;
  }

  private static Object orElse(Object value, Object otherwise) {
    return value instanceof Undefined && otherwise != null ? otherwise : value;
  }
}
