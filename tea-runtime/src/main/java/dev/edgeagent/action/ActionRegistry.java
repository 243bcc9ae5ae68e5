package dev.edgeagent.action;

import java.util.Collection;
import java.util.List;
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

  /**
   * These actions and a user's own.
   *
   * @throws ActionException if two of them have one name; it says where both come from
   */
  public ActionRegistry with(Collection<Action> own) throws ActionException {
    Map<String, Action> all = new TreeMap<>(actions);
    for (Action action : own) {
      Action other = all.putIfAbsent(action.name(), action);
      if (other != null) {
        throw new ActionException(
            "two actions are called '"
                + action.name()
                + "': "
                + ActionOrigin.of(other)
                + " and "
                + ActionOrigin.of(action),
            "rename your own, or leave its JAR out");
      }
    }
    return new ActionRegistry(List.copyOf(all.values()));
  }

  public Optional<Action> find(String name) {
    return Optional.ofNullable(actions.get(name));
  }

  /** In alphabetical order. */
  public Collection<String> names() {
    return actions.keySet();
  }
}
