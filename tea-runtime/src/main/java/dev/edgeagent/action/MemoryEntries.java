package dev.edgeagent.action;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Values by namespace and key, in a form that JSON can hold: {@code {namespace: {key: {value: ...,
 * expires: milliseconds since 1970}}}}, {@code expires} only where there is an end. Not safe for
 * several threads.
 *
 * @param map what it works on, and changes
 */
record MemoryEntries(Map<String, Object> map, InstantSource clock) {

  void store(String namespace, String key, @Nullable Object value, @Nullable Duration timeToLive) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("value", value);
    if (timeToLive != null) {
      entry.put("expires", clock.millis() + timeToLive.toMillis());
    }
    keys(namespace).put(key, entry);
  }

  Optional<Map<String, Object>> retrieve(String namespace, String key) {
    if (!map.containsKey(namespace) || !(keys(namespace).get(key) instanceof Map<?, ?> entry)) {
      return Optional.empty();
    }
    if (isOver(entry)) {
      keys(namespace).remove(key);
      return Optional.empty();
    }
    Map<String, Object> found = new LinkedHashMap<>();
    found.put("value", entry.get("value"));
    return Optional.of(found);
  }

  /** Drops what is over. */
  void clean() {
    for (String namespace : map.keySet()) {
      keys(namespace).values().removeIf(entry -> entry instanceof Map<?, ?> e && isOver(e));
    }
  }

  private boolean isOver(Map<?, ?> entry) {
    return entry.get("expires") instanceof Number expires && expires.longValue() <= clock.millis();
  }

  @SuppressWarnings("unchecked") // maps from text to anything, by store or checked by FileMemory
  private Map<String, Object> keys(String namespace) {
    return (Map<String, Object>) map.computeIfAbsent(namespace, _ -> new LinkedHashMap<>());
  }
}
