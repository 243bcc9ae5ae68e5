package dev.edgeagent.template;

import java.util.List;

/**
 * A filter of the application's own, {@code value | name(arguments)}; see {@link
 * TemplateOptions#withFilter}.
 */
@FunctionalInterface
public interface TemplateFilter {

  /**
   * @param value what is filtered: null, Boolean, Long, BigInteger, Double, String, List or Map
   * @param arguments the positional arguments, of the same types
   * @throws IllegalArgumentException if the value or an argument does not fit; becomes a
   *     TemplateException of kind VALUE
   */
  Object apply(Object value, List<Object> arguments);
}
