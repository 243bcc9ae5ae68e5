package dev.edgeagent.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Python's {@code sequence[from:to:step]}. */
final class PySlice {

  private PySlice() {}

  /** Absent parts are null. */
  static Object slice(Object sequence, Object from, Object to, Object step, Run run)
      throws TemplateException {
    String text = PyValue.text(sequence);
    if (sequence instanceof Undefined undefined) {
      throw undefined.error();
    }
    if (text == null && !(sequence instanceof List)) {
      boolean map = sequence instanceof Map;
      throw TemplateException.value(
          map
              ? "unhashable type: 'slice'"
              : PyFormat.quote(PyValue.type(sequence)) + " object is not subscriptable");
    }
    if (!isIndex(from) || !isIndex(to) || !isIndex(step)) {
      throw TemplateException.value(
          "slice indices must be integers or None or have an __index__ method");
    }
    long by = step == null ? 1 : PyNumber.clampedIndex(step);
    if (by == 0) {
      throw TemplateException.value("slice step cannot be zero");
    }
    run.scan(text == null ? "" : text);
    int length = text != null ? PyText.length(text) : ((List<?>) sequence).size();
    long start = bound(from, length, by, by > 0 ? 0 : length - 1);
    long end = bound(to, length, by, by > 0 ? length : -1);
    return text != null
        ? text(text, start, end, by, length, run)
        : list((List<?>) sequence, start, end, by, run);
  }

  private static boolean isIndex(Object value) {
    return value == null || PyNumber.isInt(value);
  }

  private static long bound(Object value, int length, long step, long otherwise)
      throws TemplateException {
    if (value == null) {
      return otherwise;
    }
    long index = PyNumber.clampedIndex(value);
    if (index < 0) {
      return Math.max(index + length, step > 0 ? 0 : -1);
    }
    return Math.min(index, step > 0 ? length : length - 1);
  }

  private static String text(String s, long start, long end, long step, int length, Run run)
      throws TemplateException {
    if (step == 1) {
      if (start >= end) {
        return "";
      }
      if (length == s.length()) {
        run.chars(end - start);
        return s.substring((int) start, (int) end);
      }
      int from = PyText.offset(s, start);
      return s.substring(from, s.offsetByCodePoints(from, (int) (end - start)));
    }
    run.chars(s.length());
    int[] points = s.codePoints().toArray();
    StringBuilder out = new StringBuilder();
    for (long i = start; step > 0 ? i < end : i > end; i += step) {
      out.appendCodePoint(points[(int) i]);
    }
    return out.toString();
  }

  private static List<Object> list(List<?> list, long start, long end, long step, Run run)
      throws TemplateException {
    List<Object> out = new ArrayList<>();
    run.steps(step > 0 ? Math.max(0, (end - start) / step) : Math.max(0, (start - end) / -step));
    for (long i = start; step > 0 ? i < end : i > end; i += step) {
      out.add(PyValue.of(list.get((int) i)));
    }
    return list instanceof Tuple ? new Tuple(out) : out;
  }
}
