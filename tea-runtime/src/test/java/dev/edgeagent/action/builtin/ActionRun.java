package dev.edgeagent.action.builtin;

import dev.edgeagent.action.Action;
import dev.edgeagent.action.ActionContext;
import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.InProcessMemory;
import dev.edgeagent.action.Memory;
import dev.edgeagent.action.Params;
import dev.edgeagent.action.Permissions;
import dev.edgeagent.json.Json;
import dev.edgeagent.json.JsonException;
import dev.edgeagent.llm.NoModels;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs built-in actions as a workflow in one directory would. */
final class ActionRun {

  final List<String> warnings = new ArrayList<>();
  private final ActionContext context;

  ActionRun(Path directory) {
    this(directory, Map.of(), new InProcessMemory(InstantSource.system()));
  }

  ActionRun(Path directory, Map<String, Object> secrets, Memory memory) {
    var permissions = new Permissions(directory, directory, List.of(), false, false);
    this.context =
        new ActionContext(
            Map.of(),
            secrets,
            permissions,
            memory,
            NoModels.backends(Map.of(), warnings::add),
            BuiltInActions.registry(),
            _ -> {},
            warnings::add);
  }

  /**
   * @param params as a JSON object
   * @return the result as JSON on one line
   */
  String run(String action, String params) throws ActionException, InterruptedException {
    try {
      return run(action, asMap(Json.parse(params)));
    } catch (JsonException e) {
      throw new AssertionError("the test's parameters: " + e.getMessage(), e);
    }
  }

  String run(String action, Map<String, Object> params)
      throws ActionException, InterruptedException {
    Action found = BuiltInActions.registry().find(action).orElseThrow();
    return Json.compact(found.run(Params.named(params, found.parameters()), context));
  }

  @SuppressWarnings("unchecked") // a JSON object
  private static Map<String, Object> asMap(Object params) {
    return (Map<String, Object>) params;
  }
}
