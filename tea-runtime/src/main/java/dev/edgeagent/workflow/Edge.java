package dev.edgeagent.workflow;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A way from a node, or from {@link Workflow#START}, onwards. */
public sealed interface Edge {

  String from();

  Position position();

  /**
   * To one node.
   *
   * @param to a node's name or {@link Workflow#END}
   * @param when its condition; null for always
   */
  record Single(String from, String to, @Nullable Condition when, Position position)
      implements Edge {}

  /**
   * To the node that a value names ({@code targets}).
   *
   * @param value an expression; its text chooses the target
   * @param targets nodes by that text
   */
  record Choice(String from, String value, Map<String, String> targets, Position position)
      implements Edge {}

  /**
   * To several nodes at once.
   *
   * @param branches their first nodes
   * @param fanIn where they meet; null for the first node that all of them lead to
   * @param detailed whether {@code parallel_results} tells how each branch ended ({@code parallel:}
   *     of the Rust reference) or is just its states ({@code type: parallel} of the Python one)
   */
  record Parallel(
      String from,
      List<String> branches,
      @Nullable String fanIn,
      boolean detailed,
      @Nullable Integer maxConcurrency,
      boolean failFast,
      Position position)
      implements Edge {
    public Parallel {
      branches = List.copyOf(branches);
    }
  }

  /**
   * @param expression a template, an expression, a bare name or {@code !name}
   * @param expected the truth value that opens the edge
   */
  record Condition(String expression, boolean expected) {}
}
