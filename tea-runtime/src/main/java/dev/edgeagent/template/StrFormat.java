package dev.edgeagent.template;

import java.util.List;

/** {@code text.format(values)}. */
final class StrFormat {

  private static final int MAX_NESTING = 2;

  private final Arguments arguments;
  private final Run run;
  private int automatic;

  private StrFormat(Arguments arguments, Run run) {
    this.arguments = arguments;
    this.run = run;
  }

  static String format(String format, Arguments arguments, Run run) throws TemplateException {
    return new StrFormat(arguments, run).fill(format, MAX_NESTING);
  }

  private String fill(String format, int nesting) throws TemplateException {
    if (nesting == 0) {
      throw TemplateException.value("Max string recursion exceeded");
    }
    StringBuilder out = new StringBuilder();
    int i = 0;
    while (i < format.length()) {
      char c = format.charAt(i);
      boolean doubled = i + 1 < format.length() && format.charAt(i + 1) == c;
      if ((c == '{' || c == '}') && doubled) {
        out.append(c);
        i += 2;
      } else if (c == '}') {
        throw TemplateException.value("Single '}' encountered in format string");
      } else if (c == '{') {
        int end = fieldEnd(format, i);
        out.append(field(format.substring(i + 1, end), nesting));
        run.chars(out.length());
        i = end + 1;
      } else {
        out.append(c);
        i++;
      }
    }
    return out.toString();
  }

  private static int fieldEnd(String format, int from) throws TemplateException {
    int depth = 0;
    for (int i = from; i < format.length(); i++) {
      char c = format.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    throw TemplateException.value(
        from + 1 == format.length()
            ? "Single '{' encountered in format string"
            : "expected '}' before end of string");
  }

  private String field(String field, int nesting) throws TemplateException {
    int name = 0;
    while (name < field.length() && field.charAt(name) != '!' && field.charAt(name) != ':') {
      name =
          field.charAt(name) == '[' && field.indexOf(']', name) > 0
              ? field.indexOf(']', name) + 1
              : name + 1;
    }
    Object value = value(field.substring(0, name));
    int i = name;
    if (i < field.length() && field.charAt(i) == '!') {
      char conversion = i + 1 < field.length() ? field.charAt(i + 1) : ' ';
      if ("rsa".indexOf(conversion) < 0) {
        throw TemplateException.value("Unknown conversion specifier " + conversion);
      }
      value = conversion == 's' ? PyFormat.str(value) : PyFormat.repr(value);
      i += 2;
    }
    String spec = i < field.length() ? fill(field.substring(i + 1), nesting - 1) : "";
    return FormatSpec.parse(spec).format(value, run);
  }

  private Object value(String name) throws TemplateException {
    int end = 0;
    while (end < name.length() && name.charAt(end) != '.' && name.charAt(end) != '[') {
      end++;
    }
    Object value = argument(name.substring(0, end));
    while (end < name.length()) {
      boolean item = name.charAt(end) == '[';
      int to = item ? name.indexOf(']', end) : end + 1;
      while (!item && to < name.length() && name.charAt(to) != '.' && name.charAt(to) != '[') {
        to++;
      }
      if (to < 0 || to == end + 1) {
        throw TemplateException.value(
            item ? "Missing ']' in format string" : "Empty attribute in format string");
      }
      String key = name.substring(end + 1, to);
      boolean index = item && PyChars.isAll(key, "isdigit");
      value =
          item
              ? Attributes.item(value, index ? NumberText.index(key) : key, run)
              : Attributes.attribute(value, key, run);
      if (value instanceof Undefined undefined) {
        throw undefined.error();
      }
      end = item ? to + 1 : to;
    }
    return value;
  }

  private Object argument(String name) throws TemplateException {
    if (!name.isEmpty() && !PyChars.isAll(name, "isdecimal")) {
      if (!arguments.named().containsKey(name)) {
        throw TemplateException.value(PyFormat.quote(name));
      }
      return arguments.named().get(name);
    }
    List<Object> positional = arguments.positional();
    int index = name.isEmpty() ? automatic++ : PyNumber.clampedIndex(NumberText.index(name));
    if (index >= positional.size()) {
      throw TemplateException.value(
          "Replacement index " + index + " out of range for positional args tuple");
    }
    return positional.get(index);
  }
}
