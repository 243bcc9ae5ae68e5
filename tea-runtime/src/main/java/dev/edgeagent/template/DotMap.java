package dev.edgeagent.template;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;

/**
 * A map of the workflow's context: missing attributes are None, keys shadow methods, and so in the
 * maps inside it.
 */
final class DotMap extends AbstractMap<Object, Object> {

  private final Map<Object, Object> map;

  @SuppressWarnings("unchecked")
  DotMap(Map<?, ?> map) {
    this.map = (Map<Object, Object>) map;
  }

  Map<Object, Object> unwrap() {
    return map;
  }

  @Override
  public Object get(Object key) {
    return map.get(key);
  }

  @Override
  public boolean containsKey(Object key) {
    return map.containsKey(key);
  }

  @Override
  public int size() {
    return map.size();
  }

  @Override
  public Set<Entry<Object, Object>> entrySet() {
    return map.entrySet();
  }
}
