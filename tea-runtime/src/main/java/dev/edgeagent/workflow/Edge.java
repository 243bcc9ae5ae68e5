package dev.edgeagent.workflow;

import org.jspecify.annotations.Nullable;

/**
 * A way from one node to another.
 *
 * @param from a node's name or {@link Workflow#START}
 * @param to a node's name or {@link Workflow#END}
 * @param when its condition; null for always
 */
public record Edge(String from, String to, @Nullable Condition when, Position position) {

  /**
   * @param expression a template, an expression, a bare name or {@code !name}
   * @param expected the truth value that opens the edge
   */
  public record Condition(String expression, boolean expected) {}
}
