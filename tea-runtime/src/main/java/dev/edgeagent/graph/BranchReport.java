package dev.edgeagent.graph;

import java.util.LinkedHashMap;
import java.util.Map;

/** An entry of {@code parallel_results}, with the keys that the reference gives it. */
final class BranchReport {

  private BranchReport() {}

  /**
   * @param branch such as {@code fan[3]}
   * @param state what the branch leaves behind
   */
  static Map<String, Object> of(String branch, Branches.Result result, Map<String, Object> state) {
    NodeException error = result.error();
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("branch", branch);
    entry.put("success", result.success());
    entry.put("state", state);
    entry.put("error", result.success() ? null : result.message());
    entry.put("error_type", error == null ? null : error.kind().label());
    entry.put("traceback", null);
    entry.put("timeout", error != null && error.kind() == NodeException.Kind.TIMEOUT);
    entry.put("timing_ms", result.time().toNanos() / 1e6);
    entry.put("retry_count", (long) result.attemptErrors().size());
    entry.put("circuit_state", null);
    entry.put("attempt_errors", result.attemptErrors());
    entry.put("exit_code", null);
    return entry;
  }
}
