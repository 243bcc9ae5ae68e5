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

  private final Map<String, Object> values = new LinkedHashMap<>();
  private final MemoryEntries entries;

  public InProcessMemory(InstantSource clock) {
    this.entries = new MemoryEntries(values, clock);
  }

  @Override
  public synchronized void store(
      String namespace, String key, @Nullable Object value, @Nullable Duration timeToLive) {
    entries.store(namespace, key, value, timeToLive);
  }

  @Override
  public synchronized Optional<Map<String, Object>> retrieve(String namespace, String key) {
    return entries.retrieve(namespace, key);
  }

  @Override
  public synchronized Map<String, Object> snapshot() {
    entries.clean();
    return Collections.unmodifiableMap(copy(values));
  }

  @Override
  public synchronized void restore(Map<String, Object> snapshot) {
    values.clear();
    values.putAll(copy(snapshot));
  }

  private static Map<String, Object> copy(Map<String, Object> namespaces) {
    Map<String, Object> copy = new LinkedHashMap<>();
    namespaces.forEach(
        (namespace, keys) -> {
          if (!(keys instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("the namespace '" + namespace + "' is not a map");
          }
          copy.put(namespace, new LinkedHashMap<>(map));
        });
    return copy;
  }
}
