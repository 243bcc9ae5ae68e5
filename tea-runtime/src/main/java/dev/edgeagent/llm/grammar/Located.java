package dev.edgeagent.llm.grammar;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A schema, or a part of one, and where it is.
 *
 * @param value as parsed
 * @param pointer a JSON pointer
 */
record Located(@Nullable Object value, String pointer) {

  /** What is under a key; what was joined from several schemas knows itself where it is. */
  Located get(Object key) {
    Object found =
        switch (value) {
          case Map<?, ?> map -> map.get(key);
          case List<?> list when key instanceof Integer index -> list.get(index);
          case null, default -> null;
        };
    return found instanceof Located located ? located : new Located(found, pointer(key));
  }

  private String pointer(Object key) {
    return pointer + "/" + key.toString().replace("~", "~0").replace("/", "~1");
  }

  boolean has(String key) {
    return value instanceof Map<?, ?> map && map.containsKey(key);
  }

  Map<?, ?> map() throws GrammarException {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw wrong("an object");
  }

  List<?> list() throws GrammarException {
    if (value instanceof List<?> list) {
      return list;
    }
    throw wrong("a list");
  }

  String string() throws GrammarException {
    if (value instanceof String string) {
      return string;
    }
    throw wrong("a text");
  }

  BigDecimal number() throws GrammarException {
    if (value instanceof Number number) {
      try {
        return new BigDecimal(number.toString());
      } catch (NumberFormatException e) {
        throw error("this is no finite number", "write a finite number");
      }
    }
    throw wrong("a number");
  }

  /** A count: from 0; what is above a million is a million. */
  int count() throws GrammarException {
    BigDecimal number = number();
    if (number.signum() < 0 || number.stripTrailingZeros().scale() > 0) {
      throw wrong("a whole number from 0");
    }
    return number.min(BigDecimal.valueOf(Repeats.UNLIMITED)).intValue();
  }

  private GrammarException wrong(String expected) {
    return error("this must be " + expected, "correct the schema");
  }

  GrammarException error(String what, String fix) {
    return GrammarException.inSchema(pointer, what, fix);
  }
}
