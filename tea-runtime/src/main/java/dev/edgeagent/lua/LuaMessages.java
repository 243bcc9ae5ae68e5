package dev.edgeagent.lua;

import dev.edgeagent.lua.LuaException.Kind;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lua's errors in tea's form: the line apart, and what to do. */
final class LuaMessages {

  private static final Pattern PLACE = Pattern.compile("(?s)(run|\\[tea\\]):(\\d+): (.*)");
  private static final Pattern MISSING =
      Pattern.compile(
          "(?s).*global '(os|io|debug|package|require|load|loadstring|dofile|loadfile"
              + "|collectgarbage|warn|java)'.*");
  private static final String SMALLER = "do the work in smaller pieces, or in an action";

  private final LuaLimits limits;

  LuaMessages(LuaLimits limits) {
    this.limits = limits;
  }

  LuaException syntax(String message) {
    return located(Kind.SYNTAX, message, "mend it; run: blocks are Lua 5.4", 0);
  }

  /**
   * @param line where the script was; the message's own place is better
   */
  LuaException runtime(String message, int line) {
    Matcher missing = MISSING.matcher(message);
    String fix =
        missing.matches()
            ? missing.group(1)
                + " is not available in workflows: use Lua's string, table, math, utf8 and"
                + " coroutine, or an action"
            : "check the values that this line uses, or raise no error";
    return located(Kind.RUNTIME, message, fix, line);
  }

  LuaException result(String what, String fix) {
    return new LuaException(Kind.RUNTIME, what, fix, 0);
  }

  /** The machine itself has no more, if the limit is not reached. */
  LuaException memory(int line) {
    return new LuaException(
        Kind.LIMIT, "the script needs more than " + limits.memoryBytes() + " bytes", SMALLER, line);
  }

  LuaException time(int line) {
    return new LuaException(
        Kind.LIMIT,
        "the script ran longer than " + limits.time().toMillis() + " ms",
        "simplify patterns with many * + - in them; " + SMALLER,
        line);
  }

  LuaException ended(LuaBudget.End end, int line) {
    return switch (end) {
      case MEMORY -> memory(line);
      case STOPPED -> time(line);
      case INSTRUCTIONS ->
          new LuaException(
              Kind.LIMIT,
              "the script ran more than " + limits.instructions() + " instructions",
              "see that the loop ends; " + SMALLER,
              line);
    };
  }

  /** Errors that coroutines pass on gather places; the last is where it happened. */
  private static LuaException located(Kind kind, String message, String fix, int line) {
    String what = message;
    int place = line;
    for (Matcher m = PLACE.matcher(what); m.matches(); m = PLACE.matcher(what)) {
      what = m.group(3);
      if (m.group(1).equals(LuaRun.CHUNK)) {
        place = lineNumber(m.group(2), place);
      }
    }
    return new LuaException(kind, what, fix, place);
  }

  /** A script can write any digits into its message. */
  private static int lineNumber(String digits, int otherwise) {
    return digits.length() > 9 ? otherwise : Integer.parseInt(digits);
  }
}
