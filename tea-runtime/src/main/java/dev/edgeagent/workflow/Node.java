package dev.edgeagent.workflow;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One step of a workflow.
 *
 * @param name unique in the workflow
 * @param body what it does
 * @param gotos where to go from here, tried in order; empty if edges or the order of the file
 *     decide
 */
public record Node(String name, Body body, List<Goto> gotos, Position position) {

  public Node {
    gotos = List.copyOf(gotos);
  }

  /** What a node does when it is its turn. */
  public sealed interface Body {

    /** Nothing: a place for edges to meet. */
    record Pass() implements Body {}

    /**
     * Runs an action.
     *
     * @param action its name, such as {@code llm.chat}
     * @param params its parameters, templates not yet rendered
     * @param output what becomes of the result
     * @param position of the action's name
     * @param places of the values of {@code params} and of a mapped output, by their keys
     */
    record Call(
        String action,
        Map<String, Object> params,
        Output output,
        Position position,
        Map<String, Position> places)
        implements Body {}
  }

  /** What becomes of an action's result. */
  public sealed interface Output {

    /** The result's own keys are merged into the state ({@code uses} without {@code output}). */
    record Merge() implements Output {}

    /** The whole result is stored under a key ({@code output: key}). */
    record Whole(String key) implements Output {}

    /** The result's main value is stored under a key ({@code action} without {@code outputs}). */
    record Main(String key) implements Output {}

    /**
     * Each key gets its rendered template; {@code result} and {@code action_result} are the result.
     */
    record Mapped(Map<String, Object> templates) implements Output {}
  }

  /**
   * A rule of a node's {@code goto}.
   *
   * @param condition an expression; null for always
   * @param to a node's name or {@link Workflow#END}
   */
  public record Goto(@Nullable String condition, String to, Position position) {}
}
