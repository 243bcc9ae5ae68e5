package dev.edgeagent.graph;

import dev.edgeagent.workflow.Body;
import dev.edgeagent.workflow.Node;
import dev.edgeagent.workflow.Target;
import dev.edgeagent.workflow.WorkflowException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs nodes, with what each of them says about errors. */
final class NodeRunner {

  /**
   * How a node ended.
   *
   * @param value what a goto sees as {@code result}
   * @param jump the node that takes over after a failure; null if the run goes on as usual
   */
  record Result(@Nullable Object value, @Nullable String jump) {}

  private final Scope scope;
  private final RunListener listener;
  private final BodyRunner bodies;

  NodeRunner(Scope scope) {
    this.scope = scope;
    this.listener = scope.request().listener();
    this.bodies = new BodyRunner(scope, this);
  }

  /**
   * Runs a node of the graph.
   *
   * @param state gets the result
   * @throws WorkflowException if it fails and nothing is to be done about it
   */
  Result run(Node node, Map<String, Object> state) throws WorkflowException, InterruptedException {
    if (node.body() instanceof Body.Pass) {
      return new Result(null, null);
    }
    long start = System.nanoTime();
    listener.nodeStarted(node.name());
    try {
      BodyRunner.Result result = attempt(node, state);
      state.putAll(result.update());
      listener.nodeCompleted(node.name(), state, since(start));
      return new Result(result.value(), null);
    } catch (NodeException e) {
      boolean handled = node.failure().isHandled() && !fallsBackToItself(node);
      listener.nodeFailed(node.name(), e.what(), handled, since(start));
      if (!handled) {
        throw e.of(node.name());
      }
      return handle(node, e, state);
    }
  }

  /** As the target of a fallback for all nodes does when it fails itself. */
  private static boolean fallsBackToItself(Node node) {
    Target fallback = node.failure().fallback();
    return fallback != null && fallback.name().equals(node.name());
  }

  /**
   * Runs a step of a node or loop.
   *
   * @param state gets the result
   */
  void runInner(Node step, Map<String, Object> state) throws NodeException, InterruptedException {
    try {
      state.putAll(attempt(step, state).update());
    } catch (NodeException e) {
      if (!step.failure().isHandled()) {
        throw e.in("step '" + step.name() + "': ");
      }
      handle(step, e, state);
    }
  }

  private Result handle(Node node, NodeException e, Map<String, Object> state) {
    scope.warn(e.position(), "node '" + node.name() + "' failed: " + e.what());
    state.put("__error__", error(node, e));
    return new Result(
        null, node.failure().fallback() == null ? null : node.failure().fallback().name());
  }

  /** Retry and timeout of a node with branches are those of each branch. */
  private BodyRunner.Result attempt(Node node, Map<String, Object> state)
      throws NodeException, InterruptedException {
    Node.Failure failure = node.body() instanceof Body.FanOut ? Node.Failure.RAISE : node.failure();
    var attempts =
        new Attempts<BodyRunner.Result>(
            failure,
            node.position(),
            (error, retry, pause) -> listener.nodeRetried(node.name(), error.what(), retry, pause));
    return attempts.run(() -> bodies.run(node, node.body(), state));
  }

  /** As the reference puts it into the state. */
  private static Map<String, Object> error(Node node, NodeException e) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("type", e.kind().label());
    error.put("message", e.message());
    error.put("node", node.name());
    error.put("action", node.body() instanceof Body.Call call ? call.action() : null);
    error.put("timestamp", Instant.now().toString());
    error.put("retry_count", (long) e.retries());
    error.put("is_retryable", e.isRetryable());
    error.put("traceback", null);
    error.put("details", null);
    return error;
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
