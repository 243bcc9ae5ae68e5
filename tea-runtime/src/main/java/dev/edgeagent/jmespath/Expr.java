package dev.edgeagent.jmespath;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A part of an expression. */
sealed interface Expr {

  /** {@code @}: the value itself; also what stands right of a projection that ends. */
  record Current() implements Expr {}

  record Field(String name) implements Expr {}

  /** From the end if negative. */
  record Index(int index) implements Expr {}

  record Slice(@Nullable Integer start, @Nullable Integer stop, int step) implements Expr {}

  record Literal(@Nullable Object value) implements Expr {}

  /** {@code left.right}, {@code left[...]} and {@code left | right}. */
  record Chain(Expr left, Expr right) implements Expr {}

  /** {@code left[*].right}: right of each item that is not null. */
  record Projection(Expr left, Expr right) implements Expr {}

  /** {@code left.*.right}. */
  record ValueProjection(Expr left, Expr right) implements Expr {}

  /** {@code left[?condition].right}. */
  record FilterProjection(Expr left, Expr condition, Expr right) implements Expr {}

  /** {@code items[]}: lists in the list become their items. */
  record Flatten(Expr items) implements Expr {}

  record Or(Expr left, Expr right) implements Expr {}

  record And(Expr left, Expr right) implements Expr {}

  record Not(Expr operand) implements Expr {}

  record Comparison(String operator, Expr left, Expr right) implements Expr {}

  /** {@code [a, b]}. */
  record MultiSelectList(List<Expr> items) implements Expr {}

  /** {@code {a: x, b: y}}, in that order. */
  record MultiSelectHash(Map<String, Expr> items) implements Expr {}

  record Call(String function, List<Expr> arguments, int position) implements Expr {}

  /** {@code &expression}: for functions such as sort_by. */
  record Reference(Expr expression) implements Expr {}
}
