package dev.edgeagent.graph;

/** Where a run is. */
sealed interface Step {

  /**
   * @param node whose turn it is, or {@link dev.edgeagent.workflow.Workflow#END}
   */
  record At(String node) implements Step {}

  /**
   * The branches of a parallel edge begin.
   *
   * @param node that the edge leaves
   * @param edge its number among those that leave the node, from 0
   */
  record Fork(String node, int edge) implements Step {}
}
