package dev.edgeagent.workflow;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What becomes of an error in a node: {@code retry, fallback, on_error, timeout}. */
final class FailureReader {

  static final Set<String> KEYS = Set.of("retry", "fallback", "on_error", "timeout");

  private static final Set<String> RETRY_KEYS =
      Set.of("max_retries", "base_delay_ms", "max_delay_ms", "backoff_multiplier", "jitter");
  private static final Set<String> ON_ERROR_KEYS =
      Set.of("mode", "max_retries", "retry_delay", "backoff_multiplier", "fallback");

  private static final int MOST_RETRIES = 1000;
  private static final double LONGEST_SECONDS = 1e9;

  /** Of the pauses of {@code on_error}, as in the reference. */
  private static final long LONGEST_PAUSE_MS = 60_000;

  private final Problems problems;
  private final Node.Failure defaults;

  /**
   * @param defaults of nodes that say nothing
   */
  FailureReader(Problems problems, Node.Failure defaults) {
    this.problems = problems;
    this.defaults = defaults;
  }

  Node.Failure read(YamlMap node) throws WorkflowException {
    Node.Failure onError =
        node.value("on_error") == null
            ? defaults
            : onError(node.child("on_error", "'on_error' of " + node.what()), true);
    Node.Retry retry =
        node.value("retry") == null
            ? onError.retry()
            : retry(node.child("retry", "'retry' of " + node.what()));
    Target fallback =
        node.value("fallback") == null ? onError.fallback() : target(node, "fallback");
    Double seconds = node.number("timeout");
    if (seconds != null && (seconds == 0 || seconds > LONGEST_SECONDS)) {
      throw new WorkflowException(
          node.position("timeout"),
          "the timeout of " + node.what() + " must be more than 0 seconds, got " + seconds,
          "write for example 'timeout: 30'");
    }
    return new Node.Failure(
        retry,
        fallback,
        onError.graceful(),
        seconds == null ? null : Duration.ofNanos((long) (seconds * 1e9)));
  }

  /** The settings' {@code error_handling}, after whose retries the run fails. */
  Node.Failure errorHandling(YamlMap errorHandling) throws WorkflowException {
    return onError(errorHandling, false);
  }

  /**
   * @param gracefulAfterRetry as in the reference, where it is a node's own {@code on_error}
   */
  private Node.Failure onError(YamlMap onError, boolean gracefulAfterRetry)
      throws WorkflowException {
    onError.warnOfUnknown(ON_ERROR_KEYS, problems);
    Target fallback = onError.value("fallback") == null ? null : target(onError, "fallback");
    return switch (onError.string("mode")) {
      case null -> new Node.Failure(null, fallback, false, null);
      case "raise" -> new Node.Failure(null, fallback, false, null);
      case "graceful" -> new Node.Failure(null, fallback, true, null);
      case "retry" -> {
        Integer times = onError.integer("max_retries", 0, MOST_RETRIES);
        Double delay = onError.number("retry_delay");
        Double multiplier = onError.number("backoff_multiplier");
        long millis = delay == null ? 1000 : (long) (Math.min(delay, LONGEST_SECONDS) * 1000);
        yield new Node.Failure(
            new Node.Retry(
                times == null ? 3 : times,
                millis,
                Math.max(millis, LONGEST_PAUSE_MS),
                multiplier == null ? 2 : multiplier,
                false),
            fallback,
            gracefulAfterRetry,
            null);
      }
      case String other ->
          throw new WorkflowException(
              onError.position("mode"),
              "the mode of " + onError.what() + " must be raise, graceful or retry, got " + other,
              "write 'mode: graceful'");
    };
  }

  private Node.Retry retry(YamlMap retry) throws WorkflowException {
    retry.warnOfUnknown(RETRY_KEYS, problems);
    Integer times = retry.integer("max_retries", 0, MOST_RETRIES);
    Integer base = retry.integer("base_delay_ms", 0, Integer.MAX_VALUE);
    Integer most = retry.integer("max_delay_ms", 0, Integer.MAX_VALUE);
    Double multiplier = retry.number("backoff_multiplier");
    return new Node.Retry(
        times == null ? 3 : times,
        base == null ? 1000 : base,
        most == null ? 30_000 : most,
        multiplier == null ? 2 : multiplier,
        retry.flag("jitter", true));
  }

  private static @Nullable Target target(YamlMap map, String key) throws WorkflowException {
    return new Target(map.requiredString(key, "name a node"), map.position(key));
  }
}
