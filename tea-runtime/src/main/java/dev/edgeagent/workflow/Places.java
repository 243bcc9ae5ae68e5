package dev.edgeagent.workflow;

import java.util.HashMap;
import java.util.Map;

/**
 * Where the entries of a map stand.
 *
 * @param map where the map stands
 * @param keys where each key stands
 * @param values where the value of each key stands
 */
public record Places(Position map, Map<String, Position> keys, Map<String, Position> values) {

  public Places {
    keys = Map.copyOf(keys);
    values = Map.copyOf(values);
  }

  /** Those of a map without entries. */
  public static Places none(Position map) {
    return new Places(map, Map.of(), Map.of());
  }

  /** The entries of both; where both have a key, the other's. */
  Places or(Places other) {
    Map<String, Position> allKeys = new HashMap<>(keys);
    allKeys.putAll(other.keys);
    Map<String, Position> allValues = new HashMap<>(values);
    allValues.putAll(other.values);
    return new Places(other.map, allKeys, allValues);
  }

  /** Where a key stands; where the map stands if it has none of that name. */
  public Position key(String key) {
    return keys.getOrDefault(key, map);
  }

  /** Where the value of a key stands; where the map stands if it has none of that name. */
  public Position value(String key) {
    return values.getOrDefault(key, map);
  }
}
