package dev.edgeagent.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a value as Python's json.dumps does. */
final class JsonText {

  private static final int MAX_DEPTH = 500;

  private final boolean ascii;
  private final String indent;
  private final String itemSeparator;
  private final String keySeparator;
  private final boolean sortKeys;
  private final Run run;
  private final StringBuilder out = new StringBuilder();

  /**
   * @param indent what one level is indented by, null for a single line
   */
  JsonText(
      boolean ascii,
      String indent,
      String itemSeparator,
      String keySeparator,
      boolean sortKeys,
      Run run) {
    this.ascii = ascii;
    this.indent = indent;
    this.itemSeparator = itemSeparator;
    this.keySeparator = keySeparator;
    this.sortKeys = sortKeys;
    this.run = run;
  }

  static String indentOf(Object value, Run run) throws TemplateException {
    String text = PyValue.text(value);
    if (value == null || text != null) {
      return text;
    }
    int width = Math.max(0, PyNumber.clampedIndex(value));
    run.chars(width);
    return " ".repeat(width);
  }

  String of(Object value) throws TemplateException {
    write(PyValue.of(value), 0);
    run.chars(out.length());
    return out.toString();
  }

  private void write(Object value, int depth) throws TemplateException {
    run.step();
    if (depth > MAX_DEPTH || out.length() > run.outputChars()) {
      throw TemplateException.limit("a value too large or too deeply nested for JSON");
    }
    String text = PyValue.text(value);
    if (text != null) {
      string(text);
    } else if (value instanceof Map<?, ?> map) {
      map(map, depth);
    } else if (value instanceof List<?> list && !(value instanceof Range)) {
      list(list, depth);
    } else {
      String scalar = scalar(value);
      if (scalar == null) {
        throw TemplateException.value(
            "Object of type " + PyValue.type(value) + " is not JSON serializable");
      }
      out.append(scalar);
    }
  }

  /** Null if the value is none. */
  private static String scalar(Object value) throws TemplateException {
    if (value == null) {
      return "null";
    }
    if (value instanceof Boolean b) {
      return b ? "true" : "false";
    }
    if (value instanceof Double d && (d.isNaN() || d.isInfinite())) {
      return d.isNaN() ? "NaN" : d > 0 ? "Infinity" : "-Infinity";
    }
    return PyNumber.is(value) ? PyFormat.repr(value) : null;
  }

  private void list(List<?> list, int depth) throws TemplateException {
    out.append('[');
    for (int i = 0; i < list.size(); i++) {
      out.append(i > 0 ? itemSeparator : "");
      newline(depth + 1);
      write(PyValue.of(list.get(i)), depth + 1);
    }
    if (!list.isEmpty()) {
      newline(depth);
    }
    out.append(']');
  }

  private void map(Map<?, ?> map, int depth) throws TemplateException {
    out.append('{');
    String separator = "";
    for (Map.Entry<?, ?> entry : (sortKeys ? sorted(map) : map).entrySet()) {
      out.append(separator);
      newline(depth + 1);
      String key = key(PyValue.of(entry.getKey()));
      string(key);
      out.append(keySeparator);
      write(PyValue.of(entry.getValue()), depth + 1);
      separator = itemSeparator;
    }
    if (!map.isEmpty()) {
      newline(depth);
    }
    out.append('}');
  }

  private static String key(Object key) throws TemplateException {
    String text = PyValue.text(key);
    String written = text != null ? text : scalar(key);
    if (written == null) {
      throw TemplateException.value(
          "keys must be str, int, float, bool or None, not " + PyValue.type(key));
    }
    return written;
  }

  private Map<?, ?> sorted(Map<?, ?> map) throws TemplateException {
    List<Object> keys = PyValue.iterate(map, run);
    Map<Object, Object> sorted = new LinkedHashMap<>();
    for (Object key : PyOrder.sort(new ArrayList<>(keys), keys, false, run)) {
      sorted.put(key, PyMap.get(map, key));
    }
    return sorted;
  }

  private void newline(int depth) {
    if (indent != null) {
      out.append('\n');
      for (int i = 0; i < depth; i++) {
        out.append(indent);
      }
    }
  }

  private void string(String s) {
    out.append('"');
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      int simple = "\"\\\n\r\t\b\f".indexOf(c);
      if (simple >= 0) {
        out.append('\\').append("\"\\nrtbf".charAt(simple));
      } else if (c < ' ' || (ascii && c > '~')) {
        out.append("\\u");
        String hex = Integer.toHexString(c);
        out.append("0000", 0, 4 - hex.length()).append(hex);
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
