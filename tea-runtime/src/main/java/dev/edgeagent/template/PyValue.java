package dev.edgeagent.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What Python says of any value: its type, truth, length and items. */
final class PyValue {

  private PyValue() {}

  /**
   * The template's form of a Java value: Long, BigInteger beyond it, Double; objects that templates
   * do not know become their text.
   */
  static Object of(Object value) {
    if (value == null
        || value instanceof String
        || value instanceof Long
        || value instanceof Boolean
        || value instanceof Double) {
      return value;
    }
    if (value instanceof Number number) {
      return number(number);
    }
    if (value instanceof Map || value instanceof List || isOwn(value)) {
      return value;
    }
    return value instanceof Collection<?> items ? new ArrayList<>(items) : value.toString();
  }

  private static Object number(Number number) {
    if (number instanceof BigInteger big) {
      return PyNumber.shrink(big);
    }
    if (number instanceof Float || number instanceof BigDecimal) {
      return number.doubleValue();
    }
    return number.longValue();
  }

  private static boolean isOwn(Object value) {
    return value instanceof Undefined
        || value instanceof Markup
        || value instanceof Lazy
        || value instanceof Namespace
        || value instanceof Callable
        || value instanceof Loop
        || value instanceof Globals.Cycler;
  }

  static boolean truth(Object value) throws TemplateException {
    if (value instanceof Boolean b) {
      return b;
    }
    if (value == null) {
      return false;
    }
    if (value instanceof String s) {
      return !s.isEmpty();
    }
    if (value instanceof List<?> list) {
      return !list.isEmpty();
    }
    if (value instanceof Map<?, ?> map) {
      return !map.isEmpty();
    }
    if (value instanceof Undefined undefined) {
      undefined.use();
      return false;
    }
    if (value instanceof Number number) {
      return number instanceof BigInteger || number.doubleValue() != 0;
    }
    if (value instanceof Markup markup) {
      return !markup.text().isEmpty();
    }
    return !(value instanceof Lazy lazy) || !lazy.isView() || !lazy.peek().isEmpty();
  }

  /** The text of a str, or null for other types. */
  static String text(Object value) {
    return value instanceof String s ? s : value instanceof Markup markup ? markup.text() : null;
  }

  /** The name of the type. */
  static String type(Object value) {
    if (value == null) {
      return "NoneType";
    }
    if (value instanceof Boolean) {
      return "bool";
    }
    if (value instanceof Long || value instanceof BigInteger) {
      return "int";
    }
    if (value instanceof Double) {
      return "float";
    }
    if (value instanceof String) {
      return "str";
    }
    if (value instanceof Map) {
      return "dict";
    }
    if (value instanceof Undefined undefined) {
      return undefined.strict() ? "StrictUndefined" : "Undefined";
    }
    if (value instanceof Lazy lazy) {
      return lazy.type();
    }
    if (value instanceof List) {
      return value instanceof Tuple ? "tuple" : value instanceof Range ? "range" : "list";
    }
    if (value instanceof Markup || value instanceof Namespace || value instanceof Macro) {
      return value.getClass().getSimpleName();
    }
    return value instanceof Loop ? "LoopContext" : "function";
  }

  /** How an error about a missing attribute names the value. */
  static String describe(Object value) {
    if (value == null) {
      return "None";
    }
    if (value instanceof Namespace) {
      return "jinja2.utils.Namespace object";
    }
    if (value instanceof Macro || value instanceof Loop) {
      return "jinja2.runtime." + type(value) + " object";
    }
    return type(value) + " object";
  }

  /** The items to iterate over, which uses up an iterator. */
  @SuppressWarnings("unchecked")
  static List<Object> iterate(Object value, Run run) throws TemplateException {
    if (value instanceof List<?> list) {
      return normalized(list);
    }
    if (value instanceof Map<?, ?> map) {
      run.steps(map.size());
      return normalized(new ArrayList<>(map.keySet()));
    }
    String text = text(value);
    if (text != null) {
      run.steps(text.length());
      return PyText.characters(text);
    }
    if (value instanceof Lazy lazy) {
      return lazy.take();
    }
    if (value instanceof Undefined undefined) {
      undefined.use();
      return List.of();
    }
    throw TemplateException.value(PyFormat.quote(type(value)) + " object is not iterable");
  }

  static boolean isIterable(Object value) {
    return value instanceof List
        || value instanceof Map
        || text(value) != null
        || value instanceof Lazy
        || (value instanceof Undefined u && !u.strict());
  }

  @SuppressWarnings("unchecked")
  private static List<Object> normalized(List<?> list) {
    if (!(list instanceof Range)) {
      for (int i = 0; i < list.size(); i++) {
        if (of(list.get(i)) != list.get(i)) {
          List<Object> copy = new ArrayList<>(list.size());
          for (Object item : list) {
            copy.add(of(item));
          }
          return copy;
        }
      }
    }
    return (List<Object>) list;
  }

  static long length(Object value, Run run) throws TemplateException {
    String text = text(value);
    if (text != null) {
      run.scan(text);
      return PyText.length(text);
    }
    if (value instanceof Collection<?> items) {
      return items.size();
    }
    if (value instanceof Map<?, ?> map) {
      return map.size();
    }
    if (value instanceof Lazy lazy && lazy.isView()) {
      return lazy.peek().size();
    }
    if (value instanceof Undefined undefined) {
      undefined.use();
      return 0;
    }
    if (value instanceof Loop loop) {
      return loop.length();
    }
    throw TemplateException.value(
        "object of type " + PyFormat.quote(type(value)) + " has no len()");
  }
}
