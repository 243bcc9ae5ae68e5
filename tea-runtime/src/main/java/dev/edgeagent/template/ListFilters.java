package dev.edgeagent.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** The filters on the items of a sequence. */
final class ListFilters {

  private ListFilters() {}

  static Object apply(String name, Object value, Arguments arguments, Run run)
      throws TemplateException {
    return switch (name) {
      case "count", "length" -> {
        arguments.bind("len", 0);
        yield PyValue.length(value, run);
      }
      case "first" -> {
        arguments.bind(name, 0);
        yield first(value, run);
      }
      case "last" -> {
        arguments.bind(name, 0);
        yield last(value, run);
      }
      case "list" -> {
        arguments.bind(name, 0);
        List<Object> items = PyValue.iterate(value, run);
        run.steps(items.size());
        yield new ArrayList<>(items);
      }
      case "items" -> {
        arguments.bind(name, 0);
        if (value instanceof Undefined) {
          yield Lazy.generator(List.of());
        }
        if (!(value instanceof Map<?, ?> map)) {
          throw TemplateException.value("Can only get item pairs from a mapping.");
        }
        yield Lazy.generator(Methods.items(map).peek());
      }
      case "join" -> join(value, arguments, run);
      case "reverse" -> {
        arguments.bind(name, 0);
        yield reverse(value, run);
      }
      case "sum" -> sum(value, arguments, run);
      case "batch" -> batch(value, arguments, run);
      default -> slice(value, arguments, run);
    };
  }

  private static Object first(Object value, Run run) throws TemplateException {
    Object first;
    if (value instanceof Lazy lazy) {
      first = lazy.takeFirst();
    } else {
      List<Object> items = PyValue.iterate(value, run);
      first = items.isEmpty() ? Arguments.ABSENT : items.getFirst();
    }
    return first == Arguments.ABSENT ? run.undefined("No first item, sequence was empty.") : first;
  }

  private static Object last(Object value, Run run) throws TemplateException {
    if (value instanceof Lazy lazy && !lazy.isView()) {
      throw TemplateException.value(PyFormat.quote(lazy.type()) + " object is not reversible");
    }
    List<Object> items = PyValue.iterate(value, run);
    return items.isEmpty() ? run.undefined("No last item, sequence was empty.") : items.getLast();
  }

  private static Object join(Object value, Arguments arguments, Run run) throws TemplateException {
    Object[] a = arguments.bind("join", 0, "d", "attribute");
    List<Object> texts = new ArrayList<>();
    for (Object item : PyValue.iterate(value, run)) {
      run.step();
      texts.add(
          PyFormat.str(
              a[1] == Arguments.ABSENT || a[1] == null
                  ? item
                  : Attributes.path(item, a[1], null, run)));
    }
    return StringMethods.join(PyFormat.str(Arguments.or(a[0], "")), texts, run);
  }

  private static Object reverse(Object value, Run run) throws TemplateException {
    String text = PyValue.text(value);
    if (text != null) {
      return PySlice.slice(text, null, null, -1L, run);
    }
    if (!PyValue.isIterable(value) && !(value instanceof Undefined)) {
      throw TemplateException.template("argument must be iterable", "reverse a list or a string");
    }
    List<Object> items = new ArrayList<>(PyValue.iterate(value, run));
    run.steps(items.size());
    Collections.reverse(items);
    return value instanceof Lazy lazy && !lazy.isView()
        ? items
        : new Lazy("list_reverseiterator", items);
  }

  private static Object sum(Object value, Arguments arguments, Run run) throws TemplateException {
    Object[] a = arguments.bind("sum", 0, "attribute", "start");
    Object sum = Arguments.or(a[1], 0L);
    if (PyValue.text(sum) != null) {
      throw TemplateException.value("sum() can't sum strings [use ''.join(seq) instead]");
    }
    for (Object item : PyValue.iterate(value, run)) {
      run.step();
      sum =
          Operators.apply(
              "+",
              sum,
              a[0] == Arguments.ABSENT || a[0] == null
                  ? item
                  : Attributes.path(item, a[0], null, run),
              run);
    }
    return sum;
  }

  private static Object batch(Object value, Arguments arguments, Run run) throws TemplateException {
    Object[] a = arguments.bind("batch", 1, "linecount", "fill_with");
    int size = Arguments.integer(a[0], 0);
    List<Object> items = PyValue.iterate(value, run);
    List<Object> batches = new ArrayList<>();
    List<Object> batch = new ArrayList<>();
    for (Object item : items) {
      run.step();
      if (batch.size() == size) {
        batches.add(batch);
        batch = new ArrayList<>();
      }
      batch.add(item);
    }
    if (!batch.isEmpty()) {
      Object fill = Arguments.or(a[1], null);
      if (fill != null && batch.size() < size) {
        run.steps(size - batch.size());
        batch.addAll(Collections.nCopies(size - batch.size(), fill));
      }
      batches.add(batch);
    }
    return Lazy.generator(batches);
  }

  private static Object slice(Object value, Arguments arguments, Run run) throws TemplateException {
    Object[] a = arguments.bind("slice", 1, "slices", "fill_with");
    int count = Arguments.integer(a[0], 0);
    List<Object> items = PyValue.iterate(value, run);
    if (count == 0) {
      throw TemplateException.value("integer division or modulo by zero");
    }
    run.steps((long) Math.max(0, count) + items.size());
    Object fill = Arguments.or(a[1], null);
    int each = Math.floorDiv(items.size(), count);
    int longer = Math.floorMod(items.size(), count);
    List<Object> slices = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < count; i++) {
      int to = from + each + (i < longer ? 1 : 0);
      List<Object> slice = new ArrayList<>(items.subList(from, to));
      if (fill != null && i >= longer) {
        slice.add(fill);
      }
      slices.add(slice);
      from = to;
    }
    return Lazy.generator(slices);
  }
}
