package dev.edgeagent.template;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Python's dictionary look-up: numbers that are equal are the same key. */
final class PyMap {

  private PyMap() {}

  /** The value, or {@link Arguments#ABSENT}. */
  static Object get(Map<?, ?> map, Object key) {
    Object there = find(map, key);
    return there == Arguments.ABSENT ? there : PyValue.of(map.get(there));
  }

  static void put(Map<Object, Object> map, Object key, Object value) throws TemplateException {
    requireHashable(key);
    Object there = find(map, key);
    map.put(
        there != Arguments.ABSENT ? there : key instanceof Markup markup ? markup.text() : key,
        value);
  }

  /** The map's own key that equals this one, or {@link Arguments#ABSENT}. */
  private static Object find(Map<?, ?> map, Object key) {
    Object plain = key instanceof Markup markup ? markup.text() : key;
    if (map.containsKey(plain)) {
      return plain;
    }
    if (plain instanceof Long
        || plain instanceof Boolean
        || (plain instanceof Double d && d == Math.rint(d) && Math.abs(d) < 1L << 53)) {
      long whole = plain instanceof Double d ? d.longValue() : PyNumber.whole(plain);
      Object[] forms = {
        whole, Math.clamp(whole, Integer.MIN_VALUE, Integer.MAX_VALUE), (double) whole, whole == 1
      };
      for (Object form : forms) {
        if (map.containsKey(form) && PyNumber.compare(PyValue.of(form), whole) == 0) {
          return form;
        }
      }
    }
    return Arguments.ABSENT;
  }

  static void requireHashable(Object key) throws TemplateException {
    if (key instanceof Map
        || (key instanceof List && !(key instanceof Tuple) && !(key instanceof Range))) {
      throw TemplateException.value("unhashable type: " + PyFormat.quote(PyValue.type(key)));
    }
    if (key instanceof Undefined undefined) {
      undefined.use();
    }
  }

  /** An object that is equal for keys that Python takes for the same. */
  static Object identity(Object key, Run run) throws TemplateException {
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
    run.steps(64);
    List<Object> parts = new ArrayList<>();
    for (Object part : tuple) {
      parts.add(identity(PyValue.of(part), run));
    }
    return parts;
  }
}
