package dev.edgeagent.template;

/** The filters on a string's characters. */
final class TextFilters {

  private TextFilters() {}

  static Object apply(String name, Object value, Arguments arguments, Run run)
      throws TemplateException {
    switch (name) {
      case "replace" -> {
        Object[] a = arguments.bind(name, 2, "old", "new", "count");
        int count = a[2] == null ? -1 : Arguments.integer(a[2], -1);
        return StringMethods.replace(
            PyFormat.str(value), PyFormat.str(a[0]), PyFormat.str(a[1]), count, run);
      }
      case "trim" -> {
        Object chars = arguments.bind(name, 0, "chars")[0];
        String set = chars == null ? null : Arguments.string(chars, null);
        return PyText.strip(PyFormat.str(value), set, true, true);
      }
      case "format" -> {
        if (!arguments.positional().isEmpty() && !arguments.named().isEmpty()) {
          throw TemplateException.template(
              "can't handle positional and keyword arguments at the same time",
              "give all values by position, or all by name");
        }
        Object values =
            arguments.named().isEmpty() ? new Tuple(arguments.positional()) : arguments.named();
        return Printf.format(PyFormat.str(value), values, run);
      }
      default -> {
        arguments.bind(name, 0);
        String text = PyFormat.str(value);
        run.chars(text.length());
        return simple(name, value, text);
      }
    }
  }

  private static Object simple(String name, Object value, String text) {
    return switch (name) {
      case "upper" -> PyText.upper(text);
      case "lower" -> PyText.lower(text);
      case "capitalize" -> PyText.capitalize(text);
      case "title" -> title(text);
      case "wordcount" -> wordCount(text);
      default -> value instanceof Markup ? value : text;
    };
  }

  /**
   * Unlike str.title(), a word begins only after a blank or an opening sign: "it's" stays one word.
   */
  private static String title(String s) {
    StringBuilder out = new StringBuilder(s.length());
    int from = 0;
    while (from < s.length()) {
      boolean separator = isSeparator(s.charAt(from));
      int to = from;
      while (to < s.length() && isSeparator(s.charAt(to)) == separator) {
        to++;
      }
      if (separator) {
        out.append(s, from, to);
      } else {
        int second = from + Character.charCount(s.codePointAt(from));
        out.append(PyText.upper(s.substring(from, second)))
            .append(PyText.lower(s.substring(second, to)));
      }
      from = to;
    }
    return out.toString();
  }

  private static boolean isSeparator(char c) {
    return "-({[<".indexOf(c) >= 0 || PyChars.isSpace(c);
  }

  private static long wordCount(String s) {
    long count = 0;
    boolean inWord = false;
    for (int i = 0; i < s.length(); i = s.offsetByCodePoints(i, 1)) {
      int c = s.codePointAt(i);
      boolean word = c == '_' || Character.isLetterOrDigit(c);
      if (word && !inWord) {
        count++;
      }
      inWord = word;
    }
    return count;
  }
}
