package dev.edgeagent.template;

import java.util.List;
import java.util.Map;

/** Evaluated arguments of a call. */
record Arguments(List<Object> positional, Map<String, Object> named) {

  static final Arguments NONE = new Arguments(List.of(), Map.of());

  /** The place of a parameter that was not given. */
  static final Object ABSENT = new Object();

  static Arguments of(Object value) {
    return new Arguments(java.util.Collections.singletonList(value), Map.of());
  }

  /**
   * The values of the named parameters in order, {@link #ABSENT} for those not given.
   *
   * @param required how many of the first parameters must be given
   */
  Object[] bind(String function, int required, String... parameters) throws TemplateException {
    if (positional.size() > parameters.length) {
      throw TemplateException.value(
          function
              + "() takes at most "
              + parameters.length
              + " argument(s), got "
              + positional.size());
    }
    Object[] values = new Object[parameters.length];
    int used = 0;
    for (int i = 0; i < parameters.length; i++) {
      boolean isNamed = named.containsKey(parameters[i]);
      if (i < positional.size()) {
        if (isNamed) {
          throw TemplateException.value(
              function + "() got multiple values for argument '" + parameters[i] + "'");
        }
        values[i] = positional.get(i);
      } else if (isNamed) {
        values[i] = named.get(parameters[i]);
        used++;
      } else if (i < required) {
        throw TemplateException.value(
            function + "() missing required argument '" + parameters[i] + "'");
      } else {
        values[i] = ABSENT;
      }
    }
    if (used < named.size()) {
      for (String name : named.keySet()) {
        if (!List.of(parameters).contains(name)) {
          throw TemplateException.value(
              function + "() got an unexpected keyword argument '" + name + "'");
        }
      }
    }
    return values;
  }

  static Object or(Object value, Object otherwise) {
    return value == ABSENT ? otherwise : value;
  }

  /** A whole number that must fit in an int once clamped; for widths, counts and positions. */
  static int integer(Object value, int otherwise) throws TemplateException {
    if (value == ABSENT) {
      return otherwise;
    }
    return PyNumber.clampedIndex(value);
  }

  static boolean flag(Object value, boolean otherwise) throws TemplateException {
    return value == ABSENT ? otherwise : PyValue.truth(value);
  }

  /** A string argument; any other type is an error. */
  static String string(Object value, String otherwise) throws TemplateException {
    if (value == ABSENT) {
      return otherwise;
    }
    String text = PyValue.text(value);
    if (text == null) {
      throw TemplateException.value("must be str, not " + PyValue.type(value));
    }
    return text;
  }
}
