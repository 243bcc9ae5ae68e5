package dev.edgeagent.cli;

import dev.edgeagent.action.ActionRegistry;
import dev.edgeagent.action.builtin.BuiltInActions;
import java.nio.file.Path;
import java.util.List;

/** The actions that a command knows: those that come with tea, and those of {@code --actions}. */
final class Actions {

  private Actions() {}

  /**
   * @param directories of {@code --actions}
   */
  static ActionRegistry registry(List<Path> directories) throws UsageException {
    // THE PLACE FOR --actions: the loader of JARs goes here, and this refusal away.
    if (!directories.isEmpty()) {
      throw new UsageException("--actions is not supported by this version", "leave out --actions");
    }
    return BuiltInActions.registry();
  }
}
