package dev.edgeagent.graph;

import java.time.Duration;
import java.util.Map;

/** Is told what happens in a run. Branches tell it from their own threads. */
public interface RunListener {

  /** One that nobody listens to. */
  RunListener NONE = new RunListener() {};

  /** A node begins. */
  default void nodeStarted(String node) {}

  /**
   * A node is done, and its result is in the state.
   *
   * @param state which goes on changing: to be read before this returns
   */
  default void nodeCompleted(String node, Map<String, Object> state, Duration time) {}

  /**
   * A node failed.
   *
   * @param handled whether the run goes on
   */
  default void nodeFailed(String node, String error, boolean handled, Duration time) {}

  /** A node is tried again. */
  default void nodeRetried(String node, String error, int retry, Duration pause) {}

  /** A branch of a node, such as {@code fan[3]}, is done or failed. */
  default void branchEnded(String node, String branch, boolean success, Duration time) {}
}
