package dev.edgeagent.template;

import dev.edgeagent.template.TemplateOptions.Flavor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** The filters on any value: defaults and serialised forms. */
final class DataFilters {

  private DataFilters() {}

  static Object apply(String name, Object value, Arguments arguments, Run run)
      throws TemplateException {
    return switch (name) {
      case "d", "default" -> {
        Object[] a = arguments.bind(name, 0, "default_value", "boolean");
        boolean replaced =
            value instanceof Undefined || (Arguments.flag(a[1], false) && !PyValue.truth(value));
        yield replaced ? Arguments.or(a[0], "") : value;
      }
      case "attr" -> attr(value, arguments, run);
      case "tojson" ->
          run.options().flavor() == Flavor.CHAT
              ? chatJson(value, arguments, run)
              : htmlJson(value, arguments, run);
      case "json" -> {
        arguments.bind(name, 0);
        yield new JsonText(true, null, ", ", ": ", false, run).of(value);
      }
      case "sha256" -> {
        arguments.bind(name, 0);
        yield sha256(PyFormat.str(value));
      }
      case "pprint" -> {
        arguments.bind(name, 0);
        yield new PrettyPrint(run).of(value);
      }
      default ->
          throw TemplateException.template(
              "the filter 'random' is not supported: a template gives the same text each time",
              "pass the choice in as a value");
    };
  }

  /** Only what is an attribute in Python: no keys of plain maps. */
  private static Object attr(Object value, Arguments arguments, Run run) throws TemplateException {
    String name = PyFormat.str(arguments.bind("attr", 1, "name")[0]);
    if (value instanceof Map<?, ?> && !(value instanceof DotMap) && !Methods.has(value, name)) {
      return run.undefined(
          PyFormat.quote(PyValue.describe(value)) + " has no attribute " + PyFormat.quote(name));
    }
    return Attributes.attribute(value, name, run);
  }

  /** Jinja2's own: safe in HTML, keys sorted. */
  private static Object htmlJson(Object value, Arguments arguments, Run run)
      throws TemplateException {
    Object indent = Arguments.or(arguments.bind("tojson", 0, "indent")[0], null);
    String json =
        new JsonText(
                true, JsonText.indentOf(indent, run), indent == null ? ", " : ",", ": ", true, run)
            .of(value);
    return new Markup(
        json.replace("<", "\\u003c")
            .replace(">", "\\u003e")
            .replace("&", "\\u0026")
            .replace("'", "\\u0027"));
  }

  /** As transformers has it: json.dumps, with non-ASCII characters as they are. */
  private static Object chatJson(Object value, Arguments arguments, Run run)
      throws TemplateException {
    Object[] a = arguments.bind("tojson", 0, "ensure_ascii", "indent", "separators", "sort_keys");
    Object indent = Arguments.or(a[1], null);
    String item = indent == null ? ", " : ",";
    String key = ": ";
    if (a[2] != Arguments.ABSENT && a[2] != null) {
      java.util.List<Object> separators = PyValue.iterate(a[2], run);
      if (separators.size() != 2) {
        throw TemplateException.value("separators must be a pair of strings");
      }
      item = Arguments.string(separators.get(0), item);
      key = Arguments.string(separators.get(1), key);
    }
    boolean ascii = Arguments.flag(a[0], false);
    return new JsonText(
            ascii, JsonText.indentOf(indent, run), item, key, Arguments.flag(a[3], false), run)
        .of(value);
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
