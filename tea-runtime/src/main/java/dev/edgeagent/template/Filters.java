package dev.edgeagent.template;

import dev.edgeagent.template.TemplateOptions.Flavor;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds and applies {@code value | filter}. The filters themselves are grouped by what they work
 * on.
 */
final class Filters {

  private Filters() {}

  private enum Field {
    TEXT,
    LAYOUT,
    HTML,
    LIST,
    ORDER,
    SELECT,
    NUMBER,
    DATA
  }

  /** Null for an unknown name. */
  private static Field field(String name, TemplateOptions options) {
    return switch (name) {
      case "capitalize",
          "format",
          "lower",
          "replace",
          "string",
          "title",
          "trim",
          "upper",
          "wordcount" ->
          Field.TEXT;
      case "center", "indent", "truncate", "wordwrap" -> Field.LAYOUT;
      case "e", "escape", "forceescape", "safe", "striptags", "urlencode", "urlize", "xmlattr" ->
          Field.HTML;
      case "batch",
          "count",
          "first",
          "items",
          "join",
          "last",
          "length",
          "list",
          "reverse",
          "slice",
          "sum" ->
          Field.LIST;
      case "dictsort", "groupby", "max", "min", "sort", "unique" -> Field.ORDER;
      case "map", "reject", "rejectattr", "select", "selectattr" -> Field.SELECT;
      case "abs", "filesizeformat", "float", "int", "round" -> Field.NUMBER;
      case "attr", "d", "default", "pprint", "random", "tojson" -> Field.DATA;
      case "json", "sha256" -> options.flavor() == Flavor.WORKFLOW ? Field.DATA : null;
      default -> null;
    };
  }

  static boolean known(String name, TemplateOptions options) {
    return options.filters().containsKey(name) || field(name, options) != null;
  }

  /** What to do about an unknown name. */
  static String advice(String name) {
    return switch (name) {
      case "json_encode", "to_json" -> "use tojson";
      case "fromjson", "from_json" -> "it is only known in workflows";
      case "size", "len" -> "use length";
      default ->
          "check the spelling; the filters are those of Jinja2, such as upper, join, default,"
              + " tojson";
    };
  }

  static Object apply(String name, Object value, Arguments arguments, Run run)
      throws TemplateException {
    TemplateFilter own = run.options().filters().get(name);
    if (own != null) {
      return own(own, name, value, arguments, run);
    }
    Field field = field(name, run.options());
    if (field == null) {
      throw TemplateException.template("No filter named '" + name + "'.", advice(name));
    }
    return switch (field) {
      case TEXT -> TextFilters.apply(name, value, arguments, run);
      case LAYOUT -> LayoutFilters.apply(name, value, arguments, run);
      case HTML -> Html.apply(name, value, arguments, run);
      case LIST -> ListFilters.apply(name, value, arguments, run);
      case ORDER -> OrderFilters.apply(name, value, arguments, run);
      case SELECT -> SelectFilters.apply(name, value, arguments, run);
      case NUMBER -> NumberFilters.apply(name, value, arguments);
      case DATA -> DataFilters.apply(name, value, arguments, run);
    };
  }

  private static Object own(
      TemplateFilter filter, String name, Object value, Arguments arguments, Run run)
      throws TemplateException {
    if (value instanceof Undefined undefined) {
      undefined.use();
    }
    if (!arguments.named().isEmpty()) {
      throw TemplateException.value(name + "() takes no keyword arguments");
    }
    List<Object> plain = new ArrayList<>();
    for (Object argument : arguments.positional()) {
      plain.add(Native.of(argument, run));
    }
    try {
      return PyValue.of(filter.apply(Native.of(value, run), plain));
    } catch (IllegalArgumentException e) {
      throw TemplateException.value(name + ": " + e.getMessage());
    }
  }
}
