package dev.edgeagent.template;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** Python's dictionary look-up: numbers that are equal are the same key. */
final class PyMap {

  private PyMap() {}

  /** The value, or {@link Arguments#ABSENT}. */
  static Object get(Map<?, ?> map, Object key) {
    Object plain = key instanceof Markup markup ? markup.text() : key;
    Object value = map.get(plain);
    if (value != null || map.containsKey(plain)) {
      return PyValue.of(value);
    }
    if (PyNumber.is(plain)) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        Object candidate = PyValue.of(entry.getKey());
        if (PyNumber.is(candidate) && PyNumber.compare(candidate, plain) == 0) {
          return PyValue.of(entry.getValue());
        }
      }
    }
    return Arguments.ABSENT;
  }

  static void put(Map<Object, Object> map, Object key, Object value) throws TemplateException {
    requireHashable(key);
    map.put(key instanceof Markup markup ? markup.text() : key, value);
  }

  static void requireHashable(Object key) throws TemplateException {
    if (key instanceof Map || (key instanceof List && !(key instanceof Tuple) && !(key instanceof Range))) {
      throw TemplateException.value("unhashable type: " + PyFormat.quote(PyValue.type(key)));
    }
    if (key instanceof Undefined undefined) {
      undefined.use();
    }
  }

  /** An object that is equal for keys that Python takes for the same. */
  static Object identity(Object key) throws TemplateException {
    requireHashable(key);
    if (key instanceof Boolean || key instanceof Long) {
      return PyNumber.whole(key);
    }
    if (key instanceof Double d && d == Math.rint(d) && Math.abs(d) < 1e18) {
      return d.longValue();
    }
    if (key instanceof BigInteger || !(key instanceof Tuple tuple)) {
      return key instanceof Markup markup ? markup.text() : key;
    }
    List<Object> parts = new java.util.ArrayList<>();
    for (Object part : tuple) {
      parts.add(identity(PyValue.of(part)));
    }
    return parts;
  }
}
