package dev.edgeagent.jmespath;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Applies expressions to values. */
final class Evaluator {

  /** An expression as an argument of a function. */
  record Reference(Expr expression) {}

  private final Values values = new Values();
  private final Functions functions = new Functions(this, values);

  @Nullable Object evaluate(Expr expression, @Nullable Object data) throws JmesPathException {
    return switch (expression) {
      case Expr.Current _ -> data;
      case Expr.Field(String name) -> data instanceof Map<?, ?> map ? map.get(name) : null;
      case Expr.Index(int index) -> index(data, index);
      case Expr.Slice slice -> data instanceof List<?> list ? slice(list, slice) : null;
      case Expr.Literal(Object value) -> value;
      case Expr.Chain(Expr left, Expr right) -> evaluate(right, evaluate(left, data));
      case Expr.Projection(Expr left, Expr right) ->
          evaluate(left, data) instanceof List<?> items ? project(items, null, right) : null;
      case Expr.ValueProjection(Expr left, Expr right) ->
          evaluate(left, data) instanceof Map<?, ?> map ? project(map.values(), null, right) : null;
      case Expr.FilterProjection(Expr left, Expr condition, Expr right) ->
          evaluate(left, data) instanceof List<?> items ? project(items, condition, right) : null;
      case Expr.Flatten(Expr items) ->
          evaluate(items, data) instanceof List<?> list ? flatten(list) : null;
      case Expr.Or(Expr left, Expr right) -> {
        Object value = evaluate(left, data);
        yield Values.isTrue(value) ? value : evaluate(right, data);
      }
      case Expr.And(Expr left, Expr right) -> {
        Object value = evaluate(left, data);
        yield Values.isTrue(value) ? evaluate(right, data) : value;
      }
      case Expr.Not(Expr operand) -> !Values.isTrue(evaluate(operand, data));
      case Expr.Comparison(String operator, Expr left, Expr right) ->
          compare(operator, evaluate(left, data), evaluate(right, data));
      case Expr.MultiSelectList(List<Expr> items) -> data == null ? null : all(items, data);
      case Expr.MultiSelectHash(Map<String, Expr> items) -> {
        if (data == null) {
          yield null;
        }
        Map<String, Object> map = new LinkedHashMap<>();
        for (Map.Entry<String, Expr> item : items.entrySet()) {
          map.put(item.getKey(), evaluate(item.getValue(), data));
        }
        yield map;
      }
      case Expr.Call(String function, List<Expr> arguments, int position) ->
          functions.call(function, arguments(arguments, data), position);
      case Expr.Reference _ ->
          throw new JmesPathException("'&' makes an argument for a function, not a value");
    };
  }

  private List<@Nullable Object> all(List<Expr> expressions, @Nullable Object data)
      throws JmesPathException {
    List<@Nullable Object> results = new ArrayList<>();
    for (Expr expression : expressions) {
      results.add(evaluate(expression, data));
    }
    return results;
  }

  private List<@Nullable Object> arguments(List<Expr> expressions, @Nullable Object data)
      throws JmesPathException {
    List<@Nullable Object> arguments = new ArrayList<>();
    for (Expr expression : expressions) {
      arguments.add(
          expression instanceof Expr.Reference(Expr referred)
              ? new Reference(referred)
              : evaluate(expression, data));
    }
    return arguments;
  }

  private List<Object> project(Collection<?> items, @Nullable Expr condition, Expr right)
      throws JmesPathException {
    List<Object> results = new ArrayList<>();
    for (Object item : items) {
      if (condition == null || Values.isTrue(evaluate(condition, item))) {
        Object result = evaluate(right, item);
        if (result != null) {
          results.add(result);
        }
      }
    }
    return results;
  }

  private static List<Object> flatten(List<?> items) {
    List<Object> flat = new ArrayList<>();
    for (Object item : items) {
      if (item instanceof List<?> inner) {
        flat.addAll(inner);
      } else {
        flat.add(item);
      }
    }
    return flat;
  }

  private static @Nullable Object index(@Nullable Object data, int index) {
    if (!(data instanceof List<?> list)) {
      return null;
    }
    int at = index < 0 ? list.size() + index : index;
    return at >= 0 && at < list.size() ? list.get(at) : null;
  }

  /** As Python slices. */
  private static List<Object> slice(List<?> list, Expr.Slice slice) {
    int size = list.size();
    boolean forward = slice.step() > 0;
    int lowest = forward ? 0 : -1;
    int highest = forward ? size : size - 1;
    int start = bound(slice.start(), forward ? lowest : highest, size, lowest, highest);
    int stop = bound(slice.stop(), forward ? highest : lowest, size, lowest, highest);
    List<Object> items = new ArrayList<>();
    for (long i = start; forward ? i < stop : i > stop; i += slice.step()) {
      items.add(list.get((int) i));
    }
    return items;
  }

  private static int bound(
      @Nullable Integer given, int otherwise, int size, int lowest, int highest) {
    if (given == null) {
      return otherwise;
    }
    long at = given < 0 ? (long) given + size : given;
    return Math.clamp(at, lowest, highest);
  }

  /** Null for an order of what has none: as in Python, numbers and texts have. */
  private @Nullable Boolean compare(String operator, @Nullable Object a, @Nullable Object b)
      throws JmesPathException {
    if (operator.equals("==") || operator.equals("!=")) {
      return values.equal(a, b) == operator.equals("==");
    }
    boolean ordered =
        (a instanceof Number && b instanceof Number)
            || (a instanceof String && b instanceof String);
    return ordered ? (Boolean) values.holds(operator, a, b) : null;
  }
}
