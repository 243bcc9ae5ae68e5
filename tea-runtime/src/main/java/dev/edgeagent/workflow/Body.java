package dev.edgeagent.workflow;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a node does when it is its turn. */
public sealed interface Body {

  /** Shows this body, then those in it, at any depth; another workflow's are not in it. */
  default void visit(Consumer<Body> visitor) {
    visitor.accept(this);
    switch (this) {
      case Steps steps -> steps.steps().forEach(step -> step.body().visit(visitor));
      case WhileLoop loop -> loop.body().forEach(step -> step.body().visit(visitor));
      case FanOut fanOut -> fanOut.branch().visit(visitor);
      case Pass _, Call _, Lua _, Expression _, Subgraph _ -> {}
    }
  }

  /** Nothing: a place for edges to meet. */
  record Pass() implements Body {}

  /**
   * Runs an action.
   *
   * @param action its name, such as {@code llm.chat}
   * @param params its parameters, templates not yet rendered
   * @param output what becomes of the result
   * @param position of the action's name
   * @param places of the keys and values of {@code params} and of a mapped output
   */
  record Call(
      String action, Map<String, Object> params, Output output, Position position, Places places)
      implements Body {}

  /**
   * Runs Lua.
   *
   * @param code with {@code state} in scope; a table that it returns is merged into the state
   * @param output what becomes of what it returns
   * @param position of the code's first line
   * @param places of the values of a mapped output
   */
  record Lua(String code, Output output, Position position, Places places) implements Body {}

  /**
   * Stores an expression's value.
   *
   * @param value an expression, with or without braces
   * @param key of the state
   */
  record Expression(String value, String key, Position position) implements Body {}

  /** Runs nodes one after the other on a copy of the state, which then becomes the state. */
  record Steps(List<Node> steps) implements Body {
    public Steps {
      steps = List.copyOf(steps);
    }
  }

  /**
   * Runs nodes again and again while a condition holds.
   *
   * @param maxIterations from 1 to 1000; more is an error
   */
  record WhileLoop(String condition, int maxIterations, List<Node> body, Position position)
      implements Body {
    public WhileLoop {
      body = List.copyOf(body);
    }
  }

  /**
   * Runs a body once for each item, at the same time.
   *
   * @param items where the items come from
   * @param branch what each of them runs
   * @param fanIn the node that reads {@code state.parallel_results}
   * @param maxConcurrency a number or a template; null for no limit
   * @param failFast whether the first failure cancels the rest
   * @param position of the items
   */
  record FanOut(
      Items items,
      Body branch,
      Target fanIn,
      @Nullable Object maxConcurrency,
      boolean failFast,
      Position position)
      implements Body {}

  /**
   * Runs another workflow.
   *
   * @param workflow the other workflow
   * @param input its input, templates not yet rendered
   * @param places of the values of {@code input}
   */
  record Subgraph(Workflow workflow, Map<String, Object> input, Position position, Places places)
      implements Body {}

  /** Where the items of a {@link FanOut} come from, and by what names a branch sees them. */
  sealed interface Items {

    /** {@code dynamic_parallel}. */
    record Dynamic(Object items, String itemVar, String indexVar) implements Items {}

    /** {@code parallel_each}: {@code state.item} and {@code state.item_index}. */
    record Each(Object items) implements Items {}

    /** {@code strategy.matrix}: all combinations, as {@code state.matrix}. */
    record Matrix(Map<String, Object> axes) implements Items {}
  }

  /** What becomes of a result. */
  sealed interface Output {

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
}
