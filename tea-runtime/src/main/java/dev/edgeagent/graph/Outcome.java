package dev.edgeagent.graph;

import java.nio.file.Path;
import java.util.Map;

/** How a run ended. */
public sealed interface Outcome {

  /** The state in the end. */
  Map<String, Object> state();

  /** It came to the end. */
  record Completed(Map<String, Object> state) implements Outcome {}

  /**
   * It stopped where it was asked to.
   *
   * @param node before or after which it stopped
   * @param after whether after it
   * @param checkpoint from which it can be resumed
   */
  record Interrupted(Map<String, Object> state, String node, boolean after, Path checkpoint)
      implements Outcome {}
}
