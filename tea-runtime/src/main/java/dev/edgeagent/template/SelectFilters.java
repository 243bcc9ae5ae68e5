package dev.edgeagent.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code map}, {@code select}, {@code reject} and their twins on an attribute. Their results are
 * iterators.
 */
final class SelectFilters {

  private SelectFilters() {}

  static Object apply(String name, Object value, Arguments arguments, Run run)
      throws TemplateException {
    if (!PyValue.truth(value)) {
      return Lazy.generator(List.of());
    }
    return Lazy.generator(
        name.equals("map") ? map(value, arguments, run) : select(name, value, arguments, run));
  }

  private static List<Object> map(Object value, Arguments arguments, Run run)
      throws TemplateException {
    List<Object> mapped = new ArrayList<>();
    if (arguments.positional().isEmpty() && arguments.named().containsKey("attribute")) {
      Map<String, Object> named = new LinkedHashMap<>(arguments.named());
      Object attribute = named.remove("attribute");
      Object otherwise = named.remove("default");
      if (!named.isEmpty()) {
        String wrong = named.keySet().iterator().next();
        throw TemplateException.template(
            "Unexpected keyword argument " + PyFormat.quote(wrong),
            "map takes attribute and default");
      }
      for (Object item : PyValue.iterate(value, run)) {
        run.step();
        mapped.add(Attributes.path(item, attribute, otherwise, run));
      }
      return mapped;
    }
    if (arguments.positional().isEmpty()) {
      throw TemplateException.template(
          "map requires a filter argument", "write map('upper') or map(attribute='name')");
    }
    String filter = PyFormat.str(arguments.positional().getFirst());
    Arguments rest =
        new Arguments(
            arguments.positional().subList(1, arguments.positional().size()), arguments.named());
    for (Object item : PyValue.iterate(value, run)) {
      run.step();
      mapped.add(Filters.apply(filter, item, rest, run));
    }
    return mapped;
  }

  private static List<Object> select(String name, Object value, Arguments arguments, Run run)
      throws TemplateException {
    boolean byAttribute = name.endsWith("attr");
    boolean wanted = name.startsWith("select");
    List<Object> given = arguments.positional();
    if (byAttribute && given.isEmpty()) {
      throw TemplateException.template(
          "Missing parameter for attribute name", "write " + name + "('name')");
    }
    int used = byAttribute ? 1 : 0;
    String test = given.size() > used ? PyFormat.str(given.get(used)) : null;
    Arguments rest =
        test == null
            ? Arguments.NONE
            : new Arguments(given.subList(used + 1, given.size()), arguments.named());
    List<Object> selected = new ArrayList<>();
    for (Object item : PyValue.iterate(value, run)) {
      run.step();
      Object tested = byAttribute ? Attributes.path(item, given.getFirst(), null, run) : item;
      boolean holds = test == null ? PyValue.truth(tested) : Tests.test(test, tested, rest, run);
      if (holds == wanted) {
        selected.add(item);
      }
    }
    return selected;
  }
}
