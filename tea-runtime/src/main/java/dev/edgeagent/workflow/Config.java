package dev.edgeagent.workflow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code config} of a workflow.
 *
 * @param interruptBefore nodes before which a run stops
 * @param interruptAfter nodes after which a run stops
 * @param checkpointDir where checkpoints go, as the workflow names it; null if it does not
 */
public record Config(
    List<Target> interruptBefore, List<Target> interruptAfter, @Nullable String checkpointDir) {

  /** Of a workflow that has none. */
  public static final Config NONE = new Config(List.of(), List.of(), null);

  public Config {
    interruptBefore = List.copyOf(interruptBefore);
    interruptAfter = List.copyOf(interruptAfter);
  }
}
