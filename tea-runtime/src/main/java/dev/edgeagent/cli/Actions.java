package dev.edgeagent.cli;

import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.ActionLoader;
import dev.edgeagent.action.ActionRegistry;
import dev.edgeagent.action.builtin.BuiltInActions;
import dev.edgeagent.workflow.Workflow;
import dev.edgeagent.workflow.WorkflowException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The actions that a command knows: those that come with tea, and those of {@code --actions}. */
final class Actions {

  private Actions() {}

  /**
   * All that can be found.
   *
   * @param directories of {@code --actions}
   * @throws WorkflowException if one of them cannot be used
   */
  static ActionRegistry all(List<Path> directories) throws WorkflowException {
    try {
      return BuiltInActions.registry()
          .with(ActionLoader.load(directories))
          .with(ActionLoader.onClassPath());
    } catch (ActionException e) {
      throw unusable(e);
    }
  }

  /** Those that a workflow needs: the class path is searched only for what is nowhere else. */
  static ActionRegistry of(Workflow workflow, List<Path> directories) throws WorkflowException {
    ActionRegistry builtIn = BuiltInActions.registry();
    Set<String> names = workflow.actions();
    if (directories.isEmpty() && builtIn.names().containsAll(names)) {
      return builtIn;
    }
    try {
      return ActionLoader.registry(builtIn, directories, names);
    } catch (ActionException e) {
      throw unusable(e);
    }
  }

  private static WorkflowException unusable(ActionException e) {
    return new WorkflowException(null, String.valueOf(e.getMessage()), e.fix(), e);
  }
}
