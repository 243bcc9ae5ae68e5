package dev.edgeagent.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns a template's value into plain Java: undefined is null, iterators are lists, what has no
 * Java form is its text.
 */
final class Native {

  private static final int MAX_DEPTH = 500;

  private Native() {}

  static Object of(Object value, Run run) throws TemplateException {
    return of(value, 0, run);
  }

  private static Object of(Object value, int depth, Run run) throws TemplateException {
    run.step();
    if (value == null
        || value instanceof String
        || value instanceof Boolean
        || value instanceof Number
        || value instanceof Undefined) {
      return value instanceof Undefined ? null : value;
    }
    if (depth > MAX_DEPTH) {
      throw TemplateException.limit("a value nested deeper than " + MAX_DEPTH + " levels");
    }
    if (value instanceof DotMap map) {
      return of(map.unwrap(), depth, run);
    }
    if (value instanceof Lazy lazy) {
      return list(lazy.peek(), depth, run);
    }
    if (value instanceof List<?> list) {
      return list(list, depth, run);
    }
    return value instanceof Map<?, ?> map ? map(map, depth, run) : PyFormat.str(value);
  }

  private static List<?> list(List<?> list, int depth, Run run) throws TemplateException {
    List<Object> copy =
        list instanceof Tuple || list instanceof Range ? new ArrayList<>(list) : null;
    for (int i = 0; i < list.size(); i++) {
      Object item = list.get(i);
      Object plain = of(item, depth + 1, run);
      if (plain != item && copy == null) {
        copy = new ArrayList<>(list);
      }
      if (copy != null) {
        copy.set(i, plain);
      }
    }
    return copy == null ? list : copy;
  }

  private static Map<?, ?> map(Map<?, ?> map, int depth, Run run) throws TemplateException {
    Map<Object, Object> copy = null;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object plain = of(entry.getValue(), depth + 1, run);
      if (plain != entry.getValue()) {
        copy = copy == null ? new LinkedHashMap<>(map) : copy;
        copy.put(entry.getKey(), plain);
      }
    }
    return copy == null ? map : copy;
  }
}
