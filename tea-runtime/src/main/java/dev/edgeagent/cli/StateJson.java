package dev.edgeagent.cli;

import dev.edgeagent.json.Json;
import dev.edgeagent.workflow.WorkflowException;
import java.util.Map;

/** The final state as JSON. */
final class StateJson {

  private StateJson() {}

  static String pretty(Map<String, Object> state) throws WorkflowException {
    try {
      return Json.pretty(state);
    } catch (IllegalArgumentException e) {
      throw new WorkflowException(
          null,
          "the final state cannot be written as JSON: " + e.getMessage(),
          "leave such values out of the state",
          e);
    }
  }
}
