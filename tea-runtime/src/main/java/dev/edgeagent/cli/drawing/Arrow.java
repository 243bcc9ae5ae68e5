package dev.edgeagent.cli.drawing;

import org.jspecify.annotations.Nullable;

/**
 * A way from one box to another.
 *
 * @param from the id of a box, or {@link dev.edgeagent.workflow.Workflow#START}
 * @param to the id of a box, or {@link dev.edgeagent.workflow.Workflow#END}
 * @param test when it is taken; null for always
 * @param otherwise whether it is taken when none of those before it is
 */
public record Arrow(String from, String to, Kind kind, @Nullable Test test, boolean otherwise) {

  /** Why there is a way. */
  public enum Kind {
    /** An entry of {@code edges}. */
    EDGE("edge"),
    /** One of an edge's {@code targets}. */
    CHOICE("choice"),
    /** A rule of a node's {@code goto}. */
    GOTO("goto"),
    /** To the first node of a branch. */
    PARALLEL("parallel"),
    /** To the node that comes when all branches have ended. */
    FAN_IN("fan_in"),
    /** The order of the file. */
    IMPLICIT("implicit"),
    /** After a failure. */
    FALLBACK("fallback"),
    /** Within a node: its steps, the rounds of its loop, its branches. */
    INNER("inner");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** As JSON has it. */
    public String label() {
      return label;
    }
  }

  /** What decides whether a way is taken. */
  public sealed interface Test {

    /** As the workflow has it: a template, an expression, a bare name or {@code !name}. */
    String expression();
  }

  /** The expression has this truth value. */
  public record Holds(String expression, boolean expected) implements Test {}

  /** The expression's text is this. */
  public record Is(String expression, String value) implements Test {}
}
