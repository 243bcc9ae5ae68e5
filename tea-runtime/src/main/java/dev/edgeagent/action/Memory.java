package dev.edgeagent.action;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Values that outlive a node: what {@code memory.store} and {@code memory.retrieve} work on. Safe
 * for several threads.
 */
public interface Memory {

  /**
   * @param value of the types that JSON has
   * @param timeToLive after which it counts as not there; null for no end
   * @throws ActionException if it cannot be kept
   */
  void store(String namespace, String key, @Nullable Object value, @Nullable Duration timeToLive)
      throws ActionException;

  /** A map of one entry, {@code value}, which may be null; empty if nothing is kept by that key. */
  Optional<Map<String, Object>> retrieve(String namespace, String key) throws ActionException;

  /**
   * All that a checkpoint must keep, of the types that JSON has; empty if it lives in a file of its
   * own.
   */
  Map<String, Object> snapshot();

  /**
   * Takes up what {@link #snapshot} gave.
   *
   * @throws IllegalArgumentException if it has another form
   */
  void restore(Map<String, Object> snapshot);
}
