package dev.edgeagent.action;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps values until the process ends. */
public final class InProcessMemory implements Memory {

  private final InstantSource clock;
  private final Map<String, Map<String, Object>> entries = new LinkedHashMap<>();

  public InProcessMemory(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized void store(
      String namespace, String key, @Nullable Object value, @Nullable Duration timeToLive) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("value", value);
    if (timeToLive != null) {
      entry.put("expires", clock.millis() + timeToLive.toMillis());
    }
    entries.computeIfAbsent(namespace, _ -> new LinkedHashMap<>()).put(key, entry);
  }

  @Override
  @SuppressWarnings("unchecked") // store made it
  public synchronized Optional<Map<String, Object>> retrieve(String namespace, String key) {
    Map<String, Object> keys = entries.getOrDefault(namespace, Map.of());
    if (!(keys.get(key) instanceof Map<?, ?> entry)) {
      return Optional.empty();
    }
    if (entry.get("expires") instanceof Number expires && expires.longValue() <= clock.millis()) {
      keys.remove(key);
      return Optional.empty();
    }
    Map<String, Object> found = new LinkedHashMap<>();
    found.put("value", entry.get("value"));
    return Optional.of(found);
  }

  @Override
  public synchronized Map<String, Object> snapshot() {
    Map<String, Object> snapshot = new LinkedHashMap<>();
    entries.forEach((namespace, keys) -> snapshot.put(namespace, new LinkedHashMap<>(keys)));
    return Collections.unmodifiableMap(snapshot);
  }

  @Override
  @SuppressWarnings("unchecked") // snapshot made it
  public synchronized void restore(Map<String, Object> snapshot) {
    entries.clear();
    snapshot.forEach(
        (namespace, keys) -> {
          if (!(keys instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("the namespace '" + namespace + "' is not a map");
          }
          entries.put(namespace, new LinkedHashMap<>((Map<String, Object>) map));
        });
  }
}
