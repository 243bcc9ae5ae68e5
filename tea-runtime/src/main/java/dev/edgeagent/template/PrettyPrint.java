package dev.edgeagent.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Python's pprint: on one line if it fits in 80 columns, keys sorted. Unlike there, long strings
 * stay in one piece.
 */
final class PrettyPrint {

  private static final int WIDTH = 80;
  private static final int MAX_DEPTH = 100;

  private final Run run;
  private final StringBuilder out = new StringBuilder();

  PrettyPrint(Run run) {
    this.run = run;
  }

  String of(Object value) throws TemplateException {
    write(value, 0, 0, 0);
    run.chars(out.length());
    return out.toString();
  }

  /**
   * @param indent the column that this value starts in
   * @param after how many closing characters follow it
   */
  private void write(Object value, int indent, int after, int depth) throws TemplateException {
    run.step();
    if (depth > MAX_DEPTH) {
      throw TemplateException.limit("a value too deeply nested to print");
    }
    Object sorted = value instanceof Map<?, ?> map ? sorted(map) : value;
    String line = PyFormat.repr(sortedDeeply(sorted, depth));
    run.chars(line.length());
    if (line.length() <= WIDTH - indent - after) {
      out.append(line);
    } else if (sorted instanceof Map<?, ?> map) {
      map(map, indent, after, depth);
    } else if (sorted instanceof List<?> list && !(sorted instanceof Range)) {
      list(list, indent, after, depth);
    } else {
      out.append(line);
    }
  }

  private void map(Map<?, ?> map, int indent, int after, int depth) throws TemplateException {
    String separator = "{";
    int left = map.size();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String key = PyFormat.repr(entry.getKey());
      out.append(separator).append(key).append(": ");
      left--;
      write(entry.getValue(), indent + 1 + key.length() + 2, left == 0 ? after + 1 : 1, depth + 1);
      separator = ",\n" + " ".repeat(indent + 1);
    }
    out.append('}');
  }

  private void list(List<?> list, int indent, int after, int depth) throws TemplateException {
    boolean tuple = list instanceof Tuple;
    String end = tuple ? list.size() == 1 ? ",)" : ")" : "]";
    String separator = tuple ? "(" : "[";
    for (int i = 0; i < list.size(); i++) {
      out.append(separator);
      boolean last = i == list.size() - 1;
      write(PyValue.of(list.get(i)), indent + 1, last ? after + end.length() : 1, depth + 1);
      separator = ",\n" + " ".repeat(indent + 1);
    }
    out.append(end);
  }

  private Object sortedDeeply(Object value, int depth) throws TemplateException {
    run.step();
    if (depth > MAX_DEPTH) {
      throw TemplateException.limit("a value too deeply nested to print");
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> copy = new LinkedHashMap<>();
      for (Map.Entry<?, ?> entry : sorted(map).entrySet()) {
        copy.put(entry.getKey(), sortedDeeply(entry.getValue(), depth + 1));
      }
      return copy;
    }
    if (value instanceof List<?> list && !(value instanceof Range)) {
      List<Object> copy = new ArrayList<>();
      for (Object item : list) {
        copy.add(sortedDeeply(PyValue.of(item), depth + 1));
      }
      return value instanceof Tuple ? new Tuple(copy) : copy;
    }
    return value;
  }

  /** By key; keys that do not compare by type and text. */
  private Map<Object, Object> sorted(Map<?, ?> map) throws TemplateException {
    List<Object> keys = PyValue.iterate(map, run);
    List<Object> order;
    try {
      order = PyOrder.sort(keys, keys, false, run);
    } catch (TemplateException e) {
      if (e.kind() != TemplateException.Kind.VALUE) {
        throw e;
      }
      List<Object> names = new ArrayList<>();
      for (Object key : keys) {
        names.add(PyValue.type(key) + PyFormat.repr(key));
      }
      order = PyOrder.sort(keys, names, false, run);
    }
    Map<Object, Object> sorted = new LinkedHashMap<>();
    for (Object key : order) {
      sorted.put(key, PyMap.get(map, key));
    }
    return sorted;
  }
}
