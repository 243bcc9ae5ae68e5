package dev.edgeagent.template;

import dev.edgeagent.template.TemplateOptions.Flavor;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The functions that every template can name. */
final class Globals {

  private Globals() {}

  /** The function, or null. */
  static Callable find(String name, TemplateOptions options) {
    return switch (name) {
      case "range", "dict", "namespace", "cycler", "joiner" -> new Function(name);
      case "raise_exception", "strftime_now" ->
          options.flavor() == Flavor.CHAT ? new Function(name) : null;
      default -> null;
    };
  }

  private record Function(String name) implements Callable {
    @Override
    public Object call(Arguments arguments, Run run) throws TemplateException {
      return switch (name) {
        case "range" -> range(arguments);
        case "dict" -> dict(arguments, run);
        case "namespace" -> {
          Map<String, Object> attributes = new LinkedHashMap<>();
          for (Map.Entry<Object, Object> entry : dict(arguments, run).entrySet()) {
            attributes.put(PyFormat.str(entry.getKey()), entry.getValue());
          }
          yield new Namespace(attributes);
        }
        case "cycler" -> new Cycler(arguments.positional());
        case "joiner" ->
            new Joiner(PyFormat.str(Arguments.or(arguments.bind(name, 0, "sep")[0], ", ")));
        case "strftime_now" ->
            Strftime.now(
                Arguments.string(arguments.bind(name, 1, "format")[0], ""), run.options().clock());
        default ->
            throw TemplateException.template(
                PyFormat.str(arguments.bind(name, 1, "message")[0]),
                "the template refuses this input itself: change the messages as it says");
      };
    }

    @Override
    public String repr() {
      return "<function " + name + ">";
    }
  }

  private static Range range(Arguments arguments) throws TemplateException {
    Object[] a = arguments.bind("range", 1, "start", "stop", "step");
    long first = bound(a[0]);
    if (a[1] == Arguments.ABSENT) {
      return Range.of(0, first, 1);
    }
    return Range.of(first, bound(a[1]), a[2] == Arguments.ABSENT ? 1 : bound(a[2]));
  }

  private static long bound(Object value) throws TemplateException {
    if (value instanceof Undefined undefined) {
      throw undefined.error();
    }
    if (value instanceof Long || value instanceof Boolean) {
      return PyNumber.whole(value);
    }
    if (value instanceof BigInteger) {
      throw TemplateException.limit("range() of such large numbers");
    }
    return PyNumber.clampedIndex(value);
  }

  private static Map<Object, Object> dict(Arguments arguments, Run run) throws TemplateException {
    Map<Object, Object> map = new LinkedHashMap<>();
    if (!arguments.positional().isEmpty()) {
      Object source =
          new Arguments(arguments.positional(), Map.of()).bind("dict", 1, "iterable")[0];
      if (source instanceof Map<?, ?> other) {
        run.steps(other.size());
        map.putAll(other);
      } else {
        for (Object pair : PyValue.iterate(source, run)) {
          List<Object> parts = PyValue.iterate(pair, run);
          if (parts.size() != 2) {
            throw TemplateException.value(
                "dictionary update sequence element has length "
                    + parts.size()
                    + "; 2 is required");
          }
          PyMap.put(map, parts.get(0), parts.get(1));
        }
      }
    }
    map.putAll(arguments.named());
    return map;
  }

  /** Returns its values in turn. */
  static final class Cycler {

    private final List<Object> values;
    private int at;

    Cycler(List<Object> values) throws TemplateException {
      if (values.isEmpty()) {
        throw TemplateException.value("at least one item has to be provided");
      }
      this.values = values;
    }

    Object current() {
      return values.get(at);
    }

    Object next() {
      Object value = values.get(at);
      at = (at + 1) % values.size();
      return value;
    }

    Object reset() {
      at = 0;
      return null;
    }
  }

  /** Empty the first time it is called, then its separator. */
  private static final class Joiner implements Callable {

    private final String separator;
    private boolean used;

    Joiner(String separator) {
      this.separator = separator;
    }

    @Override
    public Object call(Arguments arguments, Run run) {
      boolean first = !used;
      used = true;
      return first ? "" : separator;
    }

    @Override
    public String repr() {
      return "<jinja2.utils.Joiner object>";
    }
  }
}
