package dev.edgeagent.lua;

import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Tells whether code that is no Lua is Python: workflows of the Python implementation have Python
 * in the same place.
 */
public final class PythonCode {

  /** Each is at home in Python and cannot be a line of Lua, nor a likely slip of one. */
  private static final Pattern LINE =
      Pattern.compile(
          """
          \\s*(?:\
          (?:async\\s+)?def\\s+\\w+\\s*\\(.*|\
          class\\s+\\w+.*:|\
          import\\s+[\\w.]+(?:\\s*,\\s*[\\w.]+)*(?:\\s+as\\s+\\w+)?|\
          from\\s+[\\w.]+\\s+import\\b.*|\
          (?:if|elif|while|with|except|match|case)\\b.*[^:]:|\
          (?:async\\s+)?for\\b.*\\bin\\b.*[^:]:|\
          (?:else|try|finally|except)\\s*:.*|\
          (?:raise|assert|global|nonlocal|await|del)\\s+\\w.*|\
          pass|.*\\blambda\\b[\\w\\s,]*:.*|\
          @\\w+.*|\
          \\#(?!!).*|\
          .*\\b(?:is\\s+(?:not\\s+)?None|not\\s+in|None|True|False)\\b.*|\
          .*(?:\\+=|-=|\\*=|//=).*|\
          .*[\\s(=,\\[{]f(?:"|').*|\
          .*\\bif\\b.*\\belse\\b(?!.*\\bend\\b).*|\
          .*\\[.*\\bfor\\b.*\\bin\\b.*\\].*|\
          .*[{,]\\s*(?:"[^"]*"|'[^']*')\\s*:.*|\
          \\s*(?:"[^"]*"|'[^']*')\\s*:.*\
          )\\s*(?:\\#.*)?\
          """);

  private PythonCode() {}

  /** The first line that is Python's, from 1. */
  public static OptionalInt firstLine(String code) {
    String[] lines = code.split("\\R", -1);
    for (int i = 0; i < lines.length; i++) {
      boolean comment = lines[i].stripLeading().startsWith("--");
      if (!comment && LINE.matcher(lines[i]).matches()) {
        return OptionalInt.of(i + 1);
      }
    }
    return OptionalInt.empty();
  }
}
