package dev.edgeagent.cli.doctor;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a check found.
 *
 * @param check its name, a word
 * @param text what is there
 * @param fix what to do; null if all is well
 */
public record Finding(String check, Status status, String text, @Nullable String fix) {

  /** How bad it is. */
  public enum Status {
    OK,
    /** It works, but not as well as it could. */
    WARNING,
    /** Something would fail. */
    PROBLEM;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Finding ok(String check, String text) {
    return new Finding(check, Status.OK, text, null);
  }

  static Finding warning(String check, String text, String fix) {
    return new Finding(check, Status.WARNING, text, fix);
  }

  /** Something that would fail. */
  public static Finding problem(String check, String text, String fix) {
    return new Finding(check, Status.PROBLEM, text, fix);
  }

  /** {@code ok memory 5120 MiB available}, and a line with the fix, if there is one. */
  String line() {
    return String.format(Locale.ROOT, "%-7s  %-9s  %s", status, check, text)
        + (fix == null ? "" : "\n  Fix: " + fix);
  }

  Map<String, @Nullable Object> asMap() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("check", check);
    map.put("status", status.toString());
    map.put("text", text);
    map.put("fix", fix);
    return map;
  }
}
