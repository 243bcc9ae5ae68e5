package dev.edgeagent.action.builtin;

import dev.edgeagent.action.ActionContext;
import dev.edgeagent.action.InProcessMemory;
import dev.edgeagent.action.Permissions;
import dev.edgeagent.llm.NoModels;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** What an action runs in: a directory, with what it may do. */
final class TestContext {

  private TestContext() {}

  static ActionContext of(Path directory, boolean network, boolean shell) {
    return new ActionContext(
        Map.of(),
        Map.of(),
        new Permissions(directory, directory, List.of(), network, shell),
        new InProcessMemory(InstantSource.system()),
        NoModels.backends(Map.of(), _ -> {}),
        BuiltInActions.registry(),
        _ -> {},
        _ -> {});
  }
}
