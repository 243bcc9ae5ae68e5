package dev.edgeagent.action.builtin;

import dev.edgeagent.action.Action;
import dev.edgeagent.action.ActionRegistry;
import java.util.List;

/** All actions that come with tea. */
public final class BuiltInActions {

  private BuiltInActions() {}

  public static List<Action> all() {
    return List.of(
        new LlmCall(),
        new LlmChat(),
        new JsonParse(),
        new JsonStringify(),
        HttpAction.get(),
        HttpAction.post(),
        HttpAction.put(),
        HttpAction.delete(),
        new ShellRun());
  }

  public static ActionRegistry registry() {
    return new ActionRegistry(all());
  }
}
