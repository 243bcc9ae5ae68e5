package dev.edgeagent.template;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Python's textwrap, as {@code wordwrap} uses it: line ends stay, tabs stay. */
final class WordWrap {

  private final int width;
  private final boolean breakLongWords;
  private final boolean breakOnHyphens;

  WordWrap(int width, boolean breakLongWords, boolean breakOnHyphens) {
    this.width = width;
    this.breakLongWords = breakLongWords;
    this.breakOnHyphens = breakOnHyphens;
  }

  /** The patterns of textwrap.TextWrapper, compiled when a text is first wrapped. */
  private static final class Patterns {
    private static final String PUNCTUATED = "[\\w!\"'&.,?]";
    private static final String LETTER = "[\\w&&[^\\d]]";
    private static final String SPACE = "[\\t\\n\\x0b\\x0c\\r ]";
    private static final String NO_SPACE = "[^\\t\\n\\x0b\\x0c\\r ]";
    static final Pattern HYPHENS =
        Pattern.compile(
            "("
                + SPACE
                + "+|(?<="
                + PUNCTUATED
                + ")-{2,}(?=\\w)|"
                + NO_SPACE
                + "+?(?:-(?:(?<="
                + LETTER
                + "{2}-)|(?<="
                + LETTER
                + "-"
                + PUNCTUATED
                + "-))(?="
                + LETTER
                + "-?"
                + LETTER
                + ")|(?="
                + SPACE
                + "|\\z)|(?<="
                + PUNCTUATED
                + ")(?=-{2,}\\w)))",
            Pattern.UNICODE_CHARACTER_CLASS);
    static final Pattern SPACES = Pattern.compile("(" + SPACE + "+)");
  }

  String wrap(String text, String newline, Run run) throws TemplateException {
    if (width <= 0) {
      throw TemplateException.value("invalid width " + width + " (must be > 0)");
    }
    run.chars(text.length());
    run.steps(text.length());
    StringBuilder out = new StringBuilder();
    String separator = "";
    for (Object line : PyText.lines(text, false)) {
      out.append(separator).append(String.join(newline, wrap((String) line, run)));
      separator = newline;
    }
    run.chars(out.length());
    return out.toString();
  }

  private List<String> wrap(String line, Run run) throws TemplateException {
    List<String> chunks = chunks(line);
    List<String> lines = new ArrayList<>();
    int next = 0;
    while (next < chunks.size()) {
      if (!lines.isEmpty() && chunks.get(next).isBlank() && ++next == chunks.size()) {
        break;
      }
      StringBuilder current = new StringBuilder();
      int length = 0;
      while (next < chunks.size() && length + PyText.length(chunks.get(next)) <= width) {
        length += PyText.length(chunks.get(next));
        current.append(chunks.get(next++));
      }
      if (next < chunks.size() && PyText.length(chunks.get(next)) > width) {
        if (breakLongWords) {
          String word = chunks.get(next);
          run.steps(word.length() / 8);
          run.chars(word.length() / 8);
          int cut = PyText.offset(word, breakAt(word, Math.max(1, width - length)));
          current.append(word, 0, cut);
          chunks.set(next, word.substring(cut));
        } else if (current.isEmpty()) {
          current.append(chunks.get(next++));
        }
      }
      int end = current.length();
      while (end > 0 && PyChars.isSpace(current.charAt(end - 1))) {
        end--;
      }
      if (end > 0) {
        lines.add(trimmed(current.toString()));
      }
    }
    return lines;
  }

  /** Without a last chunk of white space. */
  private static String trimmed(String line) {
    return PyText.strip(line, " \t\n\u000b\f\r", false, true);
  }

  private int breakAt(String word, int space) {
    if (breakOnHyphens && PyText.length(word) > space) {
      int hyphen = word.lastIndexOf('-', PyText.offset(word, space) - 1);
      if (hyphen > 0 && !PyText.strip(word.substring(0, hyphen), "-", true, true).isEmpty()) {
        return word.codePointCount(0, hyphen) + 1;
      }
    }
    return space;
  }

  private List<String> chunks(String line) {
    Matcher matcher = (breakOnHyphens ? Patterns.HYPHENS : Patterns.SPACES).matcher(line);
    List<String> chunks = new ArrayList<>();
    int from = 0;
    while (matcher.find()) {
      add(chunks, line.substring(from, matcher.start()));
      add(chunks, matcher.group());
      from = matcher.end();
    }
    add(chunks, line.substring(from));
    return chunks;
  }

  private static void add(List<String> chunks, String chunk) {
    if (!chunk.isEmpty()) {
      chunks.add(chunk);
    }
  }
}
