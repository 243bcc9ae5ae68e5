package dev.edgeagent.template;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Jinja2's {@code urlize}: URLs and mail addresses in text become links. */
final class Urlize {

  private final int limit;
  private final String attributes;
  private final List<Object> schemes;

  private Urlize(int limit, String attributes, List<Object> schemes) {
    this.limit = limit;
    this.attributes = attributes;
    this.schemes = schemes;
  }

  /** Jinja2's patterns, compiled at the first use. */
  private static final class Patterns {
    static final Pattern SPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);
    static final Pattern HTTP =
        Pattern.compile(
            "^((https?://|www\\.)(([\\w%-]+\\.)+)?([a-z]{2,63}|xn--[\\w%]{2,59})"
                + "|([\\w%-]{2,63}\\.)+(com|net|int|edu|gov|org|info|mil)"
                + "|(https?://)((([\\d]{1,3})(\\.[\\d]{1,3}){3})|(\\[([\\da-f]{0,4}:){2}([\\da-f]{0,4}:?){1,6}])))"
                + "(?::[\\d]{1,5})?(?:[/?#]\\S*)?$",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);
    static final Pattern MAIL =
        Pattern.compile("^\\S+@\\w[\\w.-]*\\.\\w+$", Pattern.UNICODE_CHARACTER_CLASS);
    static final Pattern SCHEME = Pattern.compile("^([\\w.+-]{2,}:(/){0,2})$");
  }

  static Object apply(Object value, Arguments arguments, Run run) throws TemplateException {
    Object[] a =
        arguments.bind("urlize", 0, "trim_url_limit", "nofollow", "target", "rel", "extra_schemes");
    TreeSet<String> rel = new TreeSet<>(List.of("noopener"));
    if (a[3] != Arguments.ABSENT && a[3] != null) {
      for (Object word :
          StringSplit.split(Arguments.string(a[3], ""), "split", Arguments.NONE, run)) {
        rel.add((String) word);
      }
    }
    if (Arguments.flag(a[1], false)) {
      rel.add("nofollow");
    }
    String attributes = " rel=\"" + Html.escape(String.join(" ", rel)) + "\"";
    if (a[2] != Arguments.ABSENT && a[2] != null) {
      attributes += " target=\"" + Html.escape(Arguments.string(a[2], "")) + "\"";
    }
    List<Object> schemes =
        a[4] == Arguments.ABSENT || a[4] == null ? List.of() : PyValue.iterate(a[4], run);
    for (Object scheme : schemes) {
      if (!Patterns.SCHEME.matcher(Arguments.string(scheme, "")).matches()) {
        throw TemplateException.template(
            PyFormat.repr(scheme) + " is not a valid URI scheme prefix.", "write it as 'name:'");
      }
    }
    int limit = a[0] == null ? -1 : Arguments.integer(a[0], -1);
    return new Urlize(limit, attributes, schemes).text(value, run);
  }

  private String text(Object value, Run run) throws TemplateException {
    String text = value instanceof Markup markup ? markup.text() : Html.escape(PyFormat.str(value));
    run.chars(text.length());
    run.steps(text.length());
    List<String> parts = new ArrayList<>();
    Matcher spaces = Patterns.SPACE.matcher(text);
    int from = 0;
    while (spaces.find()) {
      parts.add(word(text.substring(from, spaces.start()), run));
      parts.add(spaces.group());
      from = spaces.end();
    }
    parts.add(word(text.substring(from), run));
    String linked = String.join("", parts);
    run.chars(linked.length());
    return linked;
  }

  private String word(String word, Run run) throws TemplateException {
    if (word.length() > 10_000) {
      return word;
    }
    run.steps(word.length());
    int start = 0;
    for (int next = opening(word, start); next > start; next = opening(word, start)) {
      start = next;
    }
    int end = word.length();
    for (int next = closing(word, start, end); next < end; next = closing(word, start, end)) {
      end = next;
    }
    String tail = word.substring(end);
    String middle = word.substring(start, end);
    for (String[] pair : new String[][] {{"(", ")"}, {"<", ">"}, {"&lt;", "&gt;"}}) {
      long opened = count(middle, pair[0]);
      for (long i = count(middle, pair[1]) < opened ? Math.min(opened, count(tail, pair[1])) : 0;
          i > 0;
          i--) {
        int cut = tail.indexOf(pair[1]) + pair[1].length();
        middle += tail.substring(0, cut);
        tail = tail.substring(cut);
      }
    }
    return word.substring(0, start) + link(middle) + tail;
  }

  private static int opening(String word, int from) {
    return word.startsWith("&lt;", from)
        ? from + 4
        : word.startsWith("(", from) || word.startsWith("<", from) ? from + 1 : from;
  }

  private static int closing(String word, int start, int end) {
    if (end <= start) {
      return end;
    }
    if (end - start >= 4 && word.startsWith("&gt;", end - 4)) {
      return end - 4;
    }
    return ")>.,".indexOf(word.charAt(end - 1)) >= 0 ? end - 1 : end;
  }

  private static long count(String text, String part) {
    long count = 0;
    for (int i = text.indexOf(part); i >= 0; i = text.indexOf(part, i + part.length())) {
      count++;
    }
    return count;
  }

  private String link(String text) {
    if (Patterns.HTTP.matcher(text).find()) {
      boolean whole = text.startsWith("https://") || text.startsWith("http://");
      String shown =
          limit >= 0 && PyText.length(text) > limit
              ? text.substring(0, PyText.offset(text, limit)) + "..."
              : text;
      return "<a href=\""
          + (whole ? "" : "https://")
          + text
          + "\""
          + attributes
          + ">"
          + shown
          + "</a>";
    }
    if (text.startsWith("mailto:") && Patterns.MAIL.matcher(text.substring(7)).find()) {
      return "<a href=\"" + text + "\">" + text.substring(7) + "</a>";
    }
    if (text.indexOf('@') >= 0
        && !text.startsWith("www.")
        && text.indexOf(':') < 0
        && Patterns.MAIL.matcher(text).find()) {
      return "<a href=\"mailto:" + text + "\">" + text + "</a>";
    }
    for (Object scheme : schemes) {
      if (!text.equals(scheme) && text.startsWith((String) scheme)) {
        return "<a href=\"" + text + "\"" + attributes + ">" + text + "</a>";
      }
    }
    return text;
  }
}
