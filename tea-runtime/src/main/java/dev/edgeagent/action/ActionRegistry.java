package dev.edgeagent.action;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The actions that workflows can use, by name. */
public final class ActionRegistry {

  private final Map<String, Action> actions = new TreeMap<>();

  public ActionRegistry(Collection<Action> actions) {
    for (Action action : actions) {
      if (this.actions.put(action.name(), action) != null) {
        throw new IllegalArgumentException("two actions are called " + action.name());
      }
    }
  }

  public Optional<Action> find(String name) {
    return Optional.ofNullable(actions.get(name));
  }

  /** In alphabetical order. */
  public Collection<String> names() {
    return actions.keySet();
  }
}
