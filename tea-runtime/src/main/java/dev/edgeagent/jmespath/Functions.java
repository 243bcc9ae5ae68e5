package dev.edgeagent.jmespath;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The functions of the specification. */
final class Functions {

  private static final List<String> NUMBERS = List.of("number");
  private static final List<String> STRINGS = List.of("string");

  private final Evaluator evaluator;
  private final Values values;
  private final Ordering ordering;

  Functions(Evaluator evaluator, Values values) {
    this.evaluator = evaluator;
    this.values = values;
    this.ordering = new Ordering(evaluator, values);
  }

  @Nullable Object call(String name, List<@Nullable Object> given, int position)
      throws JmesPathException {
    var arguments = new Arguments(name, given, position);
    return switch (name) {
      case "abs" -> {
        Number number = arguments.count(1).number(0);
        yield values.less(number, 0L) ? values.arithmetic("-", 0L, number) : number;
      }
      case "avg" -> {
        List<?> numbers = arguments.count(1).arrayOf(0, NUMBERS);
        yield numbers.isEmpty()
            ? null
            : values.arithmetic("/", sum(numbers), (double) numbers.size());
      }
      case "ceil" -> rounded(arguments.count(1).number(0), RoundingMode.CEILING);
      case "contains" -> contains(arguments.count(2));
      case "ends_with" -> arguments.count(2).text(0).endsWith(arguments.text(1));
      case "floor" -> rounded(arguments.count(1).number(0), RoundingMode.FLOOR);
      case "join" -> join(arguments.count(2).text(0), arguments.arrayOf(1, STRINGS));
      case "keys" -> new ArrayList<Object>(arguments.count(1).object(0).keySet());
      case "length" -> length(arguments.count(1));
      case "map" -> map(arguments.count(2).expression(0), arguments.array(1));
      case "max", "max_by", "min", "min_by", "sort", "sort_by" -> ordering.call(name, arguments);
      case "merge" -> {
        Map<Object, Object> merged = new LinkedHashMap<>();
        for (int i = 0; i < arguments.atLeastOne().values().size(); i++) {
          merged.putAll(arguments.object(i));
        }
        yield merged;
      }
      case "not_null" -> {
        Object found = null;
        for (int i = 0; i < arguments.atLeastOne().values().size(); i++) {
          Object value = arguments.value(i);
          found = found == null ? value : found;
        }
        yield found;
      }
      case "reverse" -> reverse(arguments.count(1));
      case "starts_with" -> arguments.count(2).text(0).startsWith(arguments.text(1));
      case "sum" -> sum(arguments.count(1).arrayOf(0, NUMBERS));
      case "to_array" -> {
        Object value = arguments.count(1).value(0);
        yield value instanceof List ? value : Collections.singletonList(value);
      }
      case "to_number" -> number(arguments.count(1).value(0));
      case "to_string" -> {
        Object value = arguments.count(1).value(0);
        yield value instanceof String ? value : values.json(value);
      }
      case "type" -> Values.type(arguments.count(1).value(0));
      case "values" -> new ArrayList<Object>(arguments.count(1).object(0).values());
      default -> throw new JmesPathException("there is no function " + name + "()", position);
    };
  }

  private Object sum(List<?> numbers) throws JmesPathException {
    Object sum = 0L;
    for (Object number : numbers) {
      sum = values.arithmetic("+", sum, number);
    }
    return sum;
  }

  private static Object rounded(Number number, RoundingMode mode) {
    return number instanceof Double d && Double.isFinite(d)
        ? Values.integer(new BigDecimal(d).setScale(0, mode).toBigInteger())
        : number;
  }

  private boolean contains(Arguments arguments) throws JmesPathException {
    Object part = arguments.value(1);
    if (arguments.value(0) instanceof String text) {
      return part instanceof String s && text.contains(s);
    }
    if (!(arguments.value(0) instanceof List<?> list)) {
      throw arguments.wrong("an array or a string", arguments.value(0));
    }
    for (Object item : list) {
      if (values.equal(item, part)) {
        return true;
      }
    }
    return false;
  }

  private static String join(String glue, List<?> texts) {
    var joined = new StringBuilder();
    String separator = "";
    for (Object text : texts) {
      joined.append(separator).append(text);
      separator = glue;
    }
    return joined.toString();
  }

  private static Long length(Arguments arguments) throws JmesPathException {
    return switch (arguments.value(0)) {
      case String text -> (long) text.codePointCount(0, text.length());
      case List<?> list -> (long) list.size();
      case Map<?, ?> map -> (long) map.size();
      case null, default ->
          throw arguments.wrong("an array, an object or a string", arguments.value(0));
    };
  }

  private List<@Nullable Object> map(Expr expression, List<?> items) throws JmesPathException {
    List<@Nullable Object> results = new ArrayList<>();
    for (Object item : items) {
      results.add(evaluator.evaluate(expression, item));
    }
    return results;
  }

  private static Object reverse(Arguments arguments) throws JmesPathException {
    return switch (arguments.value(0)) {
      case String text -> new StringBuilder(text).reverse().toString(); // keeps surrogate pairs
      case List<?> list -> new ArrayList<Object>(list.reversed());
      case null, default -> throw arguments.wrong("an array or a string", arguments.value(0));
    };
  }

  /** Null if it is no number and no text that is one. */
  private static @Nullable Object number(@Nullable Object value) {
    if (value instanceof Number) {
      return value;
    }
    String text = value instanceof String s ? s.strip() : "";
    if (NumberForms.INTEGER.matcher(text).matches()) {
      return Values.integer(new BigInteger(text));
    }
    if (NumberForms.REAL.matcher(text).matches()) {
      double number = Double.parseDouble(text);
      return Double.isFinite(number) ? (Object) number : null;
    }
    return null;
  }

  /** Compiled when first used. */
  private static final class NumberForms {
    /** As many digits as Python reads. */
    static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,4300}");

    static final Pattern REAL =
        Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
  }
}
