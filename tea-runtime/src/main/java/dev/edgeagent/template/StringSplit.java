package dev.edgeagent.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The str methods that search and cut. */
final class StringSplit {

  private StringSplit() {}

  static List<Object> split(String s, String name, Arguments arguments, Run run)
      throws TemplateException {
    Object[] a = arguments.bind(name, 0, "sep", "maxsplit");
    int max = Arguments.integer(a[1], -1);
    String separator = a[0] == null ? null : Arguments.string(a[0], null);
    if (separator != null && separator.isEmpty()) {
      throw TemplateException.value("empty separator");
    }
    int limit = max < 0 ? Integer.MAX_VALUE : max;
    boolean fromRight = name.equals("rsplit");
    List<Object> parts =
        separator == null
            ? fromRight ? wordsFromRight(s, limit) : words(s, limit)
            : fromRight ? partsFromRight(s, separator, limit) : parts(s, separator, limit);
    run.steps(parts.size());
    return parts;
  }

  static List<Object> parts(String s, String separator, int max) {
    List<Object> parts = new ArrayList<>();
    int from = 0;
    for (int next = s.indexOf(separator);
        next >= 0 && parts.size() < max;
        next = s.indexOf(separator, from)) {
      parts.add(s.substring(from, next));
      from = next + separator.length();
    }
    parts.add(s.substring(from));
    return parts;
  }

  static List<Object> partsFromRight(String s, String separator, int max) {
    List<Object> parts = new ArrayList<>();
    int to = s.length();
    for (int next = s.lastIndexOf(separator);
        next >= 0 && parts.size() < max;
        next = s.lastIndexOf(separator, to - separator.length())) {
      parts.add(s.substring(next + separator.length(), to));
      to = next;
      if (to < separator.length()) {
        break;
      }
    }
    parts.add(s.substring(0, to));
    Collections.reverse(parts);
    return parts;
  }

  private static List<Object> words(String s, int max) {
    List<Object> words = new ArrayList<>();
    int i = 0;
    while (true) {
      while (i < s.length() && PyChars.isSpace(s.charAt(i))) {
        i++;
      }
      if (i >= s.length()) {
        return words;
      }
      if (words.size() >= max) {
        words.add(s.substring(i));
        return words;
      }
      int start = i;
      while (i < s.length() && !PyChars.isSpace(s.charAt(i))) {
        i++;
      }
      words.add(s.substring(start, i));
    }
  }

  private static List<Object> wordsFromRight(String s, int max) {
    List<Object> words = new ArrayList<>();
    int i = s.length();
    while (true) {
      while (i > 0 && PyChars.isSpace(s.charAt(i - 1))) {
        i--;
      }
      if (i == 0) {
        break;
      }
      if (words.size() >= max) {
        words.add(s.substring(0, i));
        break;
      }
      int end = i;
      while (i > 0 && !PyChars.isSpace(s.charAt(i - 1))) {
        i--;
      }
      words.add(s.substring(i, end));
    }
    Collections.reverse(words);
    return words;
  }

  static Tuple partition(String s, String name, Arguments arguments) throws TemplateException {
    String separator = Arguments.string(arguments.bind(name, 1, "sep")[0], "");
    if (separator.isEmpty()) {
      throw TemplateException.value("empty separator");
    }
    boolean first = name.equals("partition");
    int at = first ? s.indexOf(separator) : s.lastIndexOf(separator);
    if (at < 0) {
      return first ? Tuple.of(s, "", "") : Tuple.of("", "", s);
    }
    return Tuple.of(s.substring(0, at), separator, s.substring(at + separator.length()));
  }

  /** An optional position argument as an index from 0 to length. */
  static int position(Object value, int otherwise, int length) throws TemplateException {
    if (value == Arguments.ABSENT || value == null) {
      return otherwise;
    }
    long index = PyNumber.clampedIndex(value);
    return (int) (index < 0 ? Math.max(0, index + length) : Math.min(index, (long) length + 1));
  }

  static long search(String s, String name, Arguments arguments) throws TemplateException {
    Object[] a = arguments.bind(name, 1, "sub", "start", "end");
    String part = Arguments.string(a[0], "");
    int length = PyText.length(s);
    int from = position(a[1], 0, length);
    int to = Math.min(position(a[2], length, length), length);
    long found = -1;
    if (from <= to) {
      String within = s.substring(PyText.offset(s, from), PyText.offset(s, to));
      if (name.equals("count")) {
        return count(within, part);
      }
      int offset = name.startsWith("r") ? within.lastIndexOf(part) : within.indexOf(part);
      found = offset < 0 ? -1 : (long) from + within.codePointCount(0, offset);
    }
    if (name.equals("count")) {
      return 0;
    }
    if (found < 0 && name.endsWith("index")) {
      throw TemplateException.value("substring not found");
    }
    return found;
  }

  private static long count(String s, String part) {
    if (part.isEmpty()) {
      return PyText.length(s) + 1L;
    }
    long count = 0;
    for (int i = s.indexOf(part); i >= 0; i = s.indexOf(part, i + part.length())) {
      count++;
    }
    return count;
  }
}
