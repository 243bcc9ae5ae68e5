package dev.edgeagent.template;

import java.util.ArrayList;
import java.util.List;

/** Python's str methods; positions and widths count code points. */
final class StringMethods {

  private StringMethods() {}

  static boolean has(String name) {
    return switch (name) {
      case "capitalize",
          "casefold",
          "lower",
          "upper",
          "title",
          "swapcase",
          "strip",
          "lstrip",
          "rstrip",
          "split",
          "rsplit",
          "splitlines" ->
          true;
      case "isalnum",
          "isalpha",
          "isascii",
          "isdecimal",
          "isdigit",
          "isidentifier",
          "islower",
          "isnumeric",
          "isprintable",
          "isspace" ->
          true;
      case "istitle",
          "isupper",
          "startswith",
          "endswith",
          "find",
          "rfind",
          "index",
          "rindex",
          "count",
          "replace",
          "join",
          "format" ->
          true;
      case "center",
          "ljust",
          "rjust",
          "zfill",
          "partition",
          "rpartition",
          "removeprefix",
          "removesuffix",
          "expandtabs" ->
          true;
      default -> false;
    };
  }

  static Object call(String s, String name, Arguments arguments, Run run) throws TemplateException {
    run.scan(s);
    run.chars(reads(name) ? 0 : s.length());
    return switch (name) {
      case "strip", "lstrip", "rstrip" -> strip(s, name, arguments);
      case "split", "rsplit" -> StringSplit.split(s, name, arguments, run);
      case "splitlines" ->
          PyText.lines(s, Arguments.flag(arguments.bind(name, 0, "keepends")[0], false));
      case "startswith", "endswith" -> affix(s, name, arguments);
      case "find", "rfind", "index", "rindex", "count" -> StringSplit.search(s, name, arguments);
      case "replace" -> {
        Object[] a = arguments.bind(name, 2, "old", "new", "count");
        yield replace(
            s,
            Arguments.string(a[0], ""),
            Arguments.string(a[1], ""),
            Arguments.integer(a[2], -1),
            run);
      }
      case "join" -> join(s, PyValue.iterate(arguments.bind(name, 1, "iterable")[0], run), run);
      case "format" -> StrFormat.format(s, arguments, run);
      case "center", "ljust", "rjust", "zfill" -> StringPad.pad(s, name, arguments, run);
      case "partition", "rpartition" -> StringSplit.partition(s, name, arguments);
      case "removeprefix", "removesuffix" -> {
        String affix = Arguments.string(arguments.bind(name, 1, "affix")[0], "");
        if (name.equals("removeprefix")) {
          yield s.startsWith(affix) ? s.substring(affix.length()) : s;
        }
        yield s.endsWith(affix) ? s.substring(0, s.length() - affix.length()) : s;
      }
      case "expandtabs" ->
          StringPad.expandTabs(s, Arguments.integer(arguments.bind(name, 0, "tabsize")[0], 8), run);
      default -> simple(s, name, arguments);
    };
  }

  /** Whether the method only looks, and makes no text. */
  private static boolean reads(String name) {
    return switch (name) {
      case "startswith", "endswith", "find", "rfind", "index", "rindex", "count" -> true;
      default -> name.startsWith("is");
    };
  }

  /** The methods without arguments. */
  private static Object simple(String s, String name, Arguments arguments)
      throws TemplateException {
    arguments.bind(name, 0);
    return switch (name) {
      case "capitalize" -> PyText.capitalize(s);
      case "lower" -> PyText.lower(s);
      case "casefold" -> PyText.lower(PyText.upper(s)).replace("ß", "ss");
      case "upper" -> PyText.upper(s);
      case "title" -> PyText.title(s);
      case "swapcase" -> PyText.swapCase(s);
      case "islower" -> PyChars.isCase(s, false);
      case "isupper" -> PyChars.isCase(s, true);
      case "istitle" -> PyChars.isTitle(s);
      case "isidentifier" -> PyChars.isIdentifier(s);
      case "isascii" -> s.isEmpty() || PyChars.isAll(s, name);
      case "isprintable" -> s.isEmpty() || PyChars.isAll(s, name);
      default -> PyChars.isAll(s, name);
    };
  }

  private static String strip(String s, String name, Arguments arguments) throws TemplateException {
    Object chars = arguments.bind(name, 0, "chars")[0];
    String set = chars == null ? null : Arguments.string(chars, null);
    return PyText.strip(s, set, !name.equals("rstrip"), !name.equals("lstrip"));
  }

  private static boolean affix(String s, String name, Arguments arguments)
      throws TemplateException {
    Object[] a = arguments.bind(name, 1, "prefix", "start", "end");
    int length = PyText.length(s);
    int from = StringSplit.position(a[1], 0, length);
    int to = StringSplit.position(a[2], length, length);
    if (from > to) {
      return false;
    }
    String part = s.substring(PyText.offset(s, from), PyText.offset(s, to));
    List<?> affixes =
        a[0] instanceof Tuple tuple ? tuple : java.util.Collections.singletonList(a[0]);
    for (Object affix : affixes) {
      String text = PyValue.text(affix);
      if (text == null) {
        throw TemplateException.value(
            name + " first arg must be str or a tuple of str, not " + PyValue.type(affix));
      }
      if (name.equals("startswith") ? part.startsWith(text) : part.endsWith(text)) {
        return true;
      }
    }
    return false;
  }

  /** Replaces the first {@code count} occurrences, all if negative. */
  static String replace(String s, String old, String with, int count, Run run)
      throws TemplateException {
    if (count == 0 || (s.indexOf(old) < 0)) {
      return s;
    }
    StringBuilder out = new StringBuilder(s.length());
    int from = 0;
    int done = 0;
    int next = s.indexOf(old);
    while (next >= 0 && (count < 0 || done < count)) {
      out.append(s, from, next).append(with);
      done++;
      from = next + old.length();
      run.chars(out.length() > 1 << 16 ? with.length() : 0);
      if (!old.isEmpty()) {
        next = s.indexOf(old, from);
      } else if (from < s.length()) {
        next = s.offsetByCodePoints(from, 1);
      } else {
        break;
      }
    }
    out.append(s, from, s.length());
    run.chars(out.length());
    return out.toString();
  }

  static String join(String separator, List<Object> items, Run run) throws TemplateException {
    List<String> texts = new ArrayList<>(items.size());
    long length = 0;
    for (int i = 0; i < items.size(); i++) {
      String text = PyValue.text(items.get(i));
      if (text == null) {
        throw TemplateException.value(
            "sequence item "
                + i
                + ": expected str instance, "
                + PyValue.type(items.get(i))
                + " found");
      }
      length += text.length() + separator.length();
      texts.add(text);
    }
    run.chars(length);
    return String.join(separator, texts);
  }
}
