package dev.edgeagent.action.builtin;

import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.Params;

/** What csv.parse and csv.stringify have in common. */
final class Csv {

  private Csv() {}

  /** A comma if none is given; a backslash and a t are a tab, as single quotes in YAML leave it. */
  static char delimiter(Params params) throws ActionException {
    String text = params.text("delimiter").orElse(",");
    char delimiter = text.equals("\\t") ? '\t' : text.isEmpty() ? '"' : text.charAt(0);
    boolean single = text.length() == 1 || text.equals("\\t");
    if (!single || delimiter == '"' || delimiter == '\n' || delimiter == '\r') {
      throw params.wrong("delimiter", "a single character that is no quote and no line feed");
    }
    return delimiter;
  }
}
