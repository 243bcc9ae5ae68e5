package dev.edgeagent.template;

import java.util.List;

/** The filters that fit text into lines. */
final class LayoutFilters {

  private LayoutFilters() {}

  static Object apply(String name, Object value, Arguments arguments, Run run)
      throws TemplateException {
    return switch (name) {
      case "center" -> {
        String text = PyFormat.str(value);
        int missing =
            Math.max(
                0,
                Arguments.integer(arguments.bind(name, 0, "width")[0], 80) - PyText.length(text));
        run.chars((long) missing + text.length());
        yield StringPad.center(text, missing, " ");
      }
      case "indent" -> indent(value, arguments, run);
      case "truncate" -> truncate(value, arguments, run);
      default -> {
        Object[] a =
            arguments.bind(name, 0, "width", "break_long_words", "wrapstring", "break_on_hyphens");
        String newline =
            a[2] == Arguments.ABSENT || a[2] == null ? "\n" : Arguments.string(a[2], "\n");
        WordWrap wrap =
            new WordWrap(
                Arguments.integer(a[0], 79),
                Arguments.flag(a[1], true),
                Arguments.flag(a[3], true));
        yield wrap.wrap(string(value), newline, run);
      }
    };
  }

  private static String string(Object value) throws TemplateException {
    if (value instanceof Undefined undefined) {
      throw undefined.error();
    }
    return Arguments.string(value, "");
  }

  private static Object indent(Object value, Arguments arguments, Run run)
      throws TemplateException {
    Object[] a = arguments.bind("indent", 0, "width", "first", "blank");
    String text = string(value);
    String width = PyValue.text(a[0]);
    int blanks = width != null ? 0 : Math.max(0, Arguments.integer(a[0], 4));
    run.chars(blanks);
    String indention = width != null ? width : " ".repeat(blanks);
    boolean blank = Arguments.flag(a[2], false);
    List<Object> lines = PyText.lines(text + "\n", false);
    run.chars((long) indention.length() * lines.size() + text.length());
    StringBuilder out = new StringBuilder();
    if (Arguments.flag(a[1], false)) {
      out.append(indention);
    }
    for (int i = 0; i < lines.size(); i++) {
      String line = (String) lines.get(i);
      if (i > 0) {
        out.append('\n').append(blank || !line.isEmpty() ? indention : "");
      }
      out.append(line);
    }
    return out.toString();
  }

  private static Object truncate(Object value, Arguments arguments, Run run)
      throws TemplateException {
    Object[] a = arguments.bind("truncate", 0, "length", "killwords", "end", "leeway");
    int length = Arguments.integer(a[0], 255);
    String end = Arguments.string(a[2], "...");
    int leeway = a[3] == null ? 5 : Arguments.integer(a[3], 5);
    int keep = length - PyText.length(end);
    if (keep < 0 || leeway < 0) {
      throw TemplateException.value(
          keep < 0
              ? "expected length >= " + PyText.length(end) + ", got " + length
              : "expected leeway >= 0, got " + leeway);
    }
    if (PyValue.length(value, run) <= (long) length + leeway) {
      return value;
    }
    String text = string(value);
    run.chars(length);
    String kept = text.substring(0, PyText.offset(text, keep));
    if (!Arguments.flag(a[1], false)) {
      int blank = kept.lastIndexOf(' ');
      kept = blank < 0 ? kept : kept.substring(0, blank);
    }
    return kept + end;
  }
}
